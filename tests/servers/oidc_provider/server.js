// An OpenID provider that nobody here wrote, with its own pages for login and consent.
//
// It says where it is in a line of JSON, and ends with its standard input, so it never
// outlives the tests.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const REDIRECT_URI = "http://127.0.0.1/callback";

// A program on the person's machine: any port of the loopback address will do.
const NATIVE = {
  application_type: "native",
  redirect_uris: [REDIRECT_URI],
  token_endpoint_auth_method: "none",
};

function key(kind, options) {
  return generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" });
}

const CONFIGURATION = {
  clients: [
    {
      ...NATIVE,
      client_id: "implicit-app",
      grant_types: ["implicit"],
      response_types: ["id_token token"],
    },
    {
      ...NATIVE,
      client_id: "code-app",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    },
    {
      client_id: "web-app",
      client_secret: "secret % of : web-app",
      redirect_uris: ["https://app.example/callback"],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      id_token_signed_response_alg: "ES256",
    },
  ],
  responseTypes: ["code", "id_token token"],
  claims: { openid: ["sub"], email: ["email"] },
  scopes: ["openid", "offline_access", "email"],
  jwks: { keys: [key("rsa", { modulusLength: 2048 }), key("ec", { namedCurve: "P-256" })] },
  cookies: { keys: ["a key for the cookies of the tests"] },
  async findAccount(_, id) {
    return {
      accountId: id,
      claims: async () => ({ sub: id, email: `${id}@people.example` }),
    };
  },
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, CONFIGURATION);
  server.on("request", provider.callback());
  process.stdout.write(`${JSON.stringify({ issuer })}\n`);
});
process.stdin.resume().on("end", () => process.exit());
