"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    AND
        the keyword and
    AS
        the keyword as
    ASYNC
        the keyword async
    AWAIT
        the keyword await
    CLASS
        the keyword class
    DEF
        the keyword def
    ELSE
        the keyword else
    EXCEPT
        the keyword except
    FINALLY
        the keyword finally
    FOR
        the keyword for
    FROM
        the keyword from
    GLOBAL
        the keyword global
    IF
        the keyword if
    IMPORT
        the keyword import
    IN
        the keyword in
    IS
        the keyword is
    LAMBDA
        the keyword lambda
    NONLOCAL
        the keyword nonlocal
    NOT
        the keyword not
    OR
        the keyword or
    PASS
        the keyword pass
    RAISE
        the keyword raise
    RETURN
        the keyword return
    TRY
        the keyword try
    WHILE
        the keyword while
    WITH
        the keyword with
    YIELD
        the keyword yield
    NONE
        the keyword None
    TRUE
        the keyword True
    FALSE
        the keyword False
    MATCH
        the keyword match
    CASE
        the keyword case
    TYPE
        the keyword type
    PRINT
        the keyword print
    SELF
        the keyword self
    CLS
        the keyword cls
    SCOPE_1READ
        a digit first
    SCOPE_2READ
        a digit first
    SCOPE_30READ
        a digit first
    SCOPE_3D
        a digit first
    SCOPE_007
        a digit first
    SCOPE_2FAREAD
        a digit first
    SCOPE_1_2_3
        a digit first
    SCOPE_0
        a digit first
    ACCOUNTSREAD
        read accounts
    ACCOUNTSWRITE
        write accounts
    ACCOUNTSDELETE
        delete accounts
    ACCOUNTSADMIN
        admin accounts
    ACCOUNTSEXPORT
        export accounts
    ACCOUNTSSHARE
        share accounts
    ACCOUNTSLIST
        list accounts
    BILLINGREAD
        read billing
    BILLINGWRITE
        write billing
    BILLINGDELETE
        delete billing
    BILLINGADMIN
        admin billing
    BILLINGEXPORT
        export billing
    BILLINGSHARE
        share billing
    BILLINGLIST
        list billing
    CALENDARREAD
        read calendar
    CALENDARWRITE
        write calendar
    CALENDARDELETE
        delete calendar
    CALENDARADMIN
        admin calendar
    CALENDAREXPORT
        export calendar
    CALENDARSHARE
        share calendar
    CALENDARLIST
        list calendar
    CONTACTSREAD
        read contacts
    CONTACTSWRITE
        write contacts
    CONTACTSDELETE
        delete contacts
    CONTACTSADMIN
        admin contacts
    CONTACTSEXPORT
        export contacts
    CONTACTSSHARE
        share contacts
    CONTACTSLIST
        list contacts
    DEVICESREAD
        read devices
    DEVICESWRITE
        write devices
    DEVICESDELETE
        delete devices
    DEVICESADMIN
        admin devices
    DEVICESEXPORT
        export devices
    DEVICESSHARE
        share devices
    DEVICESLIST
        list devices
    DOCUMENTSREAD
        read documents
    DOCUMENTSWRITE
        write documents
    DOCUMENTSDELETE
        delete documents
    DOCUMENTSADMIN
        admin documents
    DOCUMENTSEXPORT
        export documents
    DOCUMENTSSHARE
        share documents
    DOCUMENTSLIST
        list documents
    DRAFTSREAD
        read drafts
    DRAFTSWRITE
        write drafts
    DRAFTSDELETE
        delete drafts
    DRAFTSADMIN
        admin drafts
    DRAFTSEXPORT
        export drafts
    DRAFTSSHARE
        share drafts
    DRAFTSLIST
        list drafts
    EVENTSREAD
        read events
    EVENTSWRITE
        write events
    EVENTSDELETE
        delete events
    EVENTSADMIN
        admin events
    EVENTSEXPORT
        export events
    EVENTSSHARE
        share events
    EVENTSLIST
        list events
    EXPORTSREAD
        read exports
    EXPORTSWRITE
        write exports
    EXPORTSDELETE
        delete exports
    EXPORTSADMIN
        admin exports
    EXPORTSEXPORT
        export exports
    EXPORTSSHARE
        share exports
    EXPORTSLIST
        list exports
    FILESREAD
        read files
    FILESWRITE
        write files
    FILESDELETE
        delete files
    FILESADMIN
        admin files
    FILESEXPORT
        export files
    FILESSHARE
        share files
    FILESLIST
        list files
    FOLDERSREAD
        read folders
    FOLDERSWRITE
        write folders
    FOLDERSDELETE
        delete folders
    FOLDERSADMIN
        admin folders
    FOLDERSEXPORT
        export folders
    FOLDERSSHARE
        share folders
    FOLDERSLIST
        list folders
    GROUPSREAD
        read groups
    GROUPSWRITE
        write groups
    GROUPSDELETE
        delete groups
    GROUPSADMIN
        admin groups
    GROUPSEXPORT
        export groups
    GROUPSSHARE
        share groups
    GROUPSLIST
        list groups
    IMPORTSREAD
        read imports
    IMPORTSWRITE
        write imports
    IMPORTSDELETE
        delete imports
    IMPORTSADMIN
        admin imports
    IMPORTSEXPORT
        export imports
    IMPORTSSHARE
        share imports
    IMPORTSLIST
        list imports
    INVOICESREAD
        read invoices
    INVOICESWRITE
        write invoices
    INVOICESDELETE
        delete invoices
    INVOICESADMIN
        admin invoices
    INVOICESEXPORT
        export invoices
    INVOICESSHARE
        share invoices
    INVOICESLIST
        list invoices
    KEYSREAD
        read keys
    KEYSWRITE
        write keys
    KEYSDELETE
        delete keys
    KEYSADMIN
        admin keys
    KEYSEXPORT
        export keys
    KEYSSHARE
        share keys
    KEYSLIST
        list keys
    LABELSREAD
        read labels
    LABELSWRITE
        write labels
    LABELSDELETE
        delete labels
    LABELSADMIN
        admin labels
    LABELSEXPORT
        export labels
    LABELSSHARE
        share labels
    LABELSLIST
        list labels
    MESSAGESREAD
        read messages
    MESSAGESWRITE
        write messages
    MESSAGESDELETE
        delete messages
    MESSAGESADMIN
        admin messages
    MESSAGESEXPORT
        export messages
    MESSAGESSHARE
        share messages
    MESSAGESLIST
        list messages
    NOTESREAD
        read notes
    NOTESWRITE
        write notes
    NOTESDELETE
        delete notes
    NOTESADMIN
        admin notes
    NOTESEXPORT
        export notes
    NOTESSHARE
        share notes
    NOTESLIST
        list notes
    ORDERSREAD
        read orders
    ORDERSWRITE
        write orders
    ORDERSDELETE
        delete orders
    ORDERSADMIN
        admin orders
    ORDERSEXPORT
        export orders
    ORDERSSHARE
        share orders
    ORDERSLIST
        list orders
    PAGESREAD
        read pages
    PAGESWRITE
        write pages
    PAGESDELETE
        delete pages
    PAGESADMIN
        admin pages
    PAGESEXPORT
        export pages
    PAGESSHARE
        share pages
    PAGESLIST
        list pages
    PAYMENTSREAD
        read payments
    PAYMENTSWRITE
        write payments
    PAYMENTSDELETE
        delete payments
    PAYMENTSADMIN
        admin payments
    PAYMENTSEXPORT
        export payments
    PAYMENTSSHARE
        share payments
    PAYMENTSLIST
        list payments
    PEOPLEREAD
        read people
    PEOPLEWRITE
        write people
    PEOPLEDELETE
        delete people
    PEOPLEADMIN
        admin people
    PEOPLEEXPORT
        export people
    PEOPLESHARE
        share people
    PEOPLELIST
        list people
    PHOTOSREAD
        read photos
    PHOTOSWRITE
        write photos
    PHOTOSDELETE
        delete photos
    PHOTOSADMIN
        admin photos
    PHOTOSEXPORT
        export photos
    PHOTOSSHARE
        share photos
    PHOTOSLIST
        list photos
    PLANSREAD
        read plans
    PLANSWRITE
        write plans
    PLANSDELETE
        delete plans
    PLANSADMIN
        admin plans
    PLANSEXPORT
        export plans
    PLANSSHARE
        share plans
    PLANSLIST
        list plans
    POLICIESREAD
        read policies
    POLICIESWRITE
        write policies
    POLICIESDELETE
        delete policies
    POLICIESADMIN
        admin policies
    POLICIESEXPORT
        export policies
    POLICIESSHARE
        share policies
    POLICIESLIST
        list policies
    POSTSREAD
        read posts
    POSTSWRITE
        write posts
    POSTSDELETE
        delete posts
    POSTSADMIN
        admin posts
    POSTSEXPORT
        export posts
    POSTSSHARE
        share posts
    POSTSLIST
        list posts
    PROFILESREAD
        read profiles
    PROFILESWRITE
        write profiles
    PROFILESDELETE
        delete profiles
    PROFILESADMIN
        admin profiles
    PROFILESEXPORT
        export profiles
    PROFILESSHARE
        share profiles
    PROFILESLIST
        list profiles
    PROJECTSREAD
        read projects
    PROJECTSWRITE
        write projects
    PROJECTSDELETE
        delete projects
    PROJECTSADMIN
        admin projects
    PROJECTSEXPORT
        export projects
    PROJECTSSHARE
        share projects
    PROJECTSLIST
        list projects
    QUEUESREAD
        read queues
    QUEUESWRITE
        write queues
    QUEUESDELETE
        delete queues
    QUEUESADMIN
        admin queues
    QUEUESEXPORT
        export queues
    QUEUESSHARE
        share queues
    QUEUESLIST
        list queues
    REPORTSREAD
        read reports
    REPORTSWRITE
        write reports
    REPORTSDELETE
        delete reports
    REPORTSADMIN
        admin reports
    REPORTSEXPORT
        export reports
    REPORTSSHARE
        share reports
    REPORTSLIST
        list reports
    ROOMSREAD
        read rooms
    ROOMSWRITE
        write rooms
    ROOMSDELETE
        delete rooms
    ROOMSADMIN
        admin rooms
    ROOMSEXPORT
        export rooms
    ROOMSSHARE
        share rooms
    ROOMSLIST
        list rooms
    RULESREAD
        read rules
    RULESWRITE
        write rules
    RULESDELETE
        delete rules
    RULESADMIN
        admin rules
    RULESEXPORT
        export rules
    RULESSHARE
        share rules
    RULESLIST
        list rules
    SESSIONSREAD
        read sessions
    SESSIONSWRITE
        write sessions
    SESSIONSDELETE
        delete sessions
    SESSIONSADMIN
        admin sessions
    SESSIONSEXPORT
        export sessions
    SESSIONSSHARE
        share sessions
    SESSIONSLIST
        list sessions
    SETTINGSREAD
        read settings
    SETTINGSWRITE
        write settings
    SETTINGSDELETE
        delete settings
    SETTINGSADMIN
        admin settings
    SETTINGSEXPORT
        export settings
    SETTINGSSHARE
        share settings
    SETTINGSLIST
        list settings
    SHARESREAD
        read shares
    SHARESWRITE
        write shares
    SHARESDELETE
        delete shares
    SHARESADMIN
        admin shares
    SHARESEXPORT
        export shares
    SHARESSHARE
        share shares
    SHARESLIST
        list shares
    TASKSREAD
        read tasks
    TASKSWRITE
        write tasks
    TASKSDELETE
        delete tasks
    TASKSADMIN
        admin tasks
    TASKSEXPORT
        export tasks
    TASKSSHARE
        share tasks
    TASKSLIST
        list tasks
    TEAMSREAD
        read teams
    TEAMSWRITE
        write teams
    TEAMSDELETE
        delete teams
    TEAMSADMIN
        admin teams
    TEAMSEXPORT
        export teams
    TEAMSSHARE
        share teams
    TEAMSLIST
        list teams
    THREADSREAD
        read threads
    THREADSWRITE
        write threads
    THREADSDELETE
        delete threads
    THREADSADMIN
        admin threads
    THREADSEXPORT
        export threads
    THREADSSHARE
        share threads
    THREADSLIST
        list threads
    TICKETSREAD
        read tickets
    TICKETSWRITE
        write tickets
    TICKETSDELETE
        delete tickets
    TICKETSADMIN
        admin tickets
    TICKETSEXPORT
        export tickets
    TICKETSSHARE
        share tickets
    TICKETSLIST
        list tickets
    TOKENSREAD
        read tokens
    TOKENSWRITE
        write tokens
    TOKENSDELETE
        delete tokens
    TOKENSADMIN
        admin tokens
    TOKENSEXPORT
        export tokens
    TOKENSSHARE
        share tokens
    TOKENSLIST
        list tokens
    USERSREAD
        read users
    USERSWRITE
        write users
    USERSDELETE
        delete users
    USERSADMIN
        admin users
    USERSEXPORT
        export users
    USERSSHARE
        share users
    USERSLIST
        list users
    VIDEOSREAD
        read videos
    VIDEOSWRITE
        write videos
    VIDEOSDELETE
        delete videos
    VIDEOSADMIN
        admin videos
    VIDEOSEXPORT
        export videos
    VIDEOSSHARE
        share videos
    VIDEOSLIST
        list videos
    WEBHOOKSREAD
        read webhooks
    WEBHOOKSWRITE
        write webhooks
    WEBHOOKSDELETE
        delete webhooks
    WEBHOOKSADMIN
        admin webhooks
    WEBHOOKSEXPORT
        export webhooks
    WEBHOOKSSHARE
        share webhooks
    WEBHOOKSLIST
        list webhooks
    """

    AND = "and"
    AS = "as"
    ASYNC = "async"
    AWAIT = "await"
    CLASS = "class"
    DEF = "def"
    ELSE = "else"
    EXCEPT = "except"
    FINALLY = "finally"
    FOR = "for"
    FROM = "from"
    GLOBAL = "global"
    IF = "if"
    IMPORT = "import"
    IN = "in"
    IS = "is"
    LAMBDA = "lambda"
    NONLOCAL = "nonlocal"
    NOT = "not"
    OR = "or"
    PASS = "pass"
    RAISE = "raise"
    RETURN = "return"
    TRY = "try"
    WHILE = "while"
    WITH = "with"
    YIELD = "yield"
    NONE = "None"
    TRUE = "True"
    FALSE = "False"
    MATCH = "match"
    CASE = "case"
    TYPE = "type"
    PRINT = "print"
    SELF = "self"
    CLS = "cls"
    SCOPE_1READ = "1:read"
    SCOPE_2READ = "2:read"
    SCOPE_30READ = "30:read"
    SCOPE_3D = "3d"
    SCOPE_007 = "007"
    SCOPE_2FAREAD = "2fa:read"
    SCOPE_1_2_3 = "1.2.3"
    SCOPE_0 = "0"
    ACCOUNTSREAD = "accounts:read"
    ACCOUNTSWRITE = "accounts:write"
    ACCOUNTSDELETE = "accounts:delete"
    ACCOUNTSADMIN = "accounts:admin"
    ACCOUNTSEXPORT = "accounts:export"
    ACCOUNTSSHARE = "accounts:share"
    ACCOUNTSLIST = "accounts:list"
    BILLINGREAD = "billing:read"
    BILLINGWRITE = "billing:write"
    BILLINGDELETE = "billing:delete"
    BILLINGADMIN = "billing:admin"
    BILLINGEXPORT = "billing:export"
    BILLINGSHARE = "billing:share"
    BILLINGLIST = "billing:list"
    CALENDARREAD = "calendar:read"
    CALENDARWRITE = "calendar:write"
    CALENDARDELETE = "calendar:delete"
    CALENDARADMIN = "calendar:admin"
    CALENDAREXPORT = "calendar:export"
    CALENDARSHARE = "calendar:share"
    CALENDARLIST = "calendar:list"
    CONTACTSREAD = "contacts:read"
    CONTACTSWRITE = "contacts:write"
    CONTACTSDELETE = "contacts:delete"
    CONTACTSADMIN = "contacts:admin"
    CONTACTSEXPORT = "contacts:export"
    CONTACTSSHARE = "contacts:share"
    CONTACTSLIST = "contacts:list"
    DEVICESREAD = "devices:read"
    DEVICESWRITE = "devices:write"
    DEVICESDELETE = "devices:delete"
    DEVICESADMIN = "devices:admin"
    DEVICESEXPORT = "devices:export"
    DEVICESSHARE = "devices:share"
    DEVICESLIST = "devices:list"
    DOCUMENTSREAD = "documents:read"
    DOCUMENTSWRITE = "documents:write"
    DOCUMENTSDELETE = "documents:delete"
    DOCUMENTSADMIN = "documents:admin"
    DOCUMENTSEXPORT = "documents:export"
    DOCUMENTSSHARE = "documents:share"
    DOCUMENTSLIST = "documents:list"
    DRAFTSREAD = "drafts:read"
    DRAFTSWRITE = "drafts:write"
    DRAFTSDELETE = "drafts:delete"
    DRAFTSADMIN = "drafts:admin"
    DRAFTSEXPORT = "drafts:export"
    DRAFTSSHARE = "drafts:share"
    DRAFTSLIST = "drafts:list"
    EVENTSREAD = "events:read"
    EVENTSWRITE = "events:write"
    EVENTSDELETE = "events:delete"
    EVENTSADMIN = "events:admin"
    EVENTSEXPORT = "events:export"
    EVENTSSHARE = "events:share"
    EVENTSLIST = "events:list"
    EXPORTSREAD = "exports:read"
    EXPORTSWRITE = "exports:write"
    EXPORTSDELETE = "exports:delete"
    EXPORTSADMIN = "exports:admin"
    EXPORTSEXPORT = "exports:export"
    EXPORTSSHARE = "exports:share"
    EXPORTSLIST = "exports:list"
    FILESREAD = "files:read"
    FILESWRITE = "files:write"
    FILESDELETE = "files:delete"
    FILESADMIN = "files:admin"
    FILESEXPORT = "files:export"
    FILESSHARE = "files:share"
    FILESLIST = "files:list"
    FOLDERSREAD = "folders:read"
    FOLDERSWRITE = "folders:write"
    FOLDERSDELETE = "folders:delete"
    FOLDERSADMIN = "folders:admin"
    FOLDERSEXPORT = "folders:export"
    FOLDERSSHARE = "folders:share"
    FOLDERSLIST = "folders:list"
    GROUPSREAD = "groups:read"
    GROUPSWRITE = "groups:write"
    GROUPSDELETE = "groups:delete"
    GROUPSADMIN = "groups:admin"
    GROUPSEXPORT = "groups:export"
    GROUPSSHARE = "groups:share"
    GROUPSLIST = "groups:list"
    IMPORTSREAD = "imports:read"
    IMPORTSWRITE = "imports:write"
    IMPORTSDELETE = "imports:delete"
    IMPORTSADMIN = "imports:admin"
    IMPORTSEXPORT = "imports:export"
    IMPORTSSHARE = "imports:share"
    IMPORTSLIST = "imports:list"
    INVOICESREAD = "invoices:read"
    INVOICESWRITE = "invoices:write"
    INVOICESDELETE = "invoices:delete"
    INVOICESADMIN = "invoices:admin"
    INVOICESEXPORT = "invoices:export"
    INVOICESSHARE = "invoices:share"
    INVOICESLIST = "invoices:list"
    KEYSREAD = "keys:read"
    KEYSWRITE = "keys:write"
    KEYSDELETE = "keys:delete"
    KEYSADMIN = "keys:admin"
    KEYSEXPORT = "keys:export"
    KEYSSHARE = "keys:share"
    KEYSLIST = "keys:list"
    LABELSREAD = "labels:read"
    LABELSWRITE = "labels:write"
    LABELSDELETE = "labels:delete"
    LABELSADMIN = "labels:admin"
    LABELSEXPORT = "labels:export"
    LABELSSHARE = "labels:share"
    LABELSLIST = "labels:list"
    MESSAGESREAD = "messages:read"
    MESSAGESWRITE = "messages:write"
    MESSAGESDELETE = "messages:delete"
    MESSAGESADMIN = "messages:admin"
    MESSAGESEXPORT = "messages:export"
    MESSAGESSHARE = "messages:share"
    MESSAGESLIST = "messages:list"
    NOTESREAD = "notes:read"
    NOTESWRITE = "notes:write"
    NOTESDELETE = "notes:delete"
    NOTESADMIN = "notes:admin"
    NOTESEXPORT = "notes:export"
    NOTESSHARE = "notes:share"
    NOTESLIST = "notes:list"
    ORDERSREAD = "orders:read"
    ORDERSWRITE = "orders:write"
    ORDERSDELETE = "orders:delete"
    ORDERSADMIN = "orders:admin"
    ORDERSEXPORT = "orders:export"
    ORDERSSHARE = "orders:share"
    ORDERSLIST = "orders:list"
    PAGESREAD = "pages:read"
    PAGESWRITE = "pages:write"
    PAGESDELETE = "pages:delete"
    PAGESADMIN = "pages:admin"
    PAGESEXPORT = "pages:export"
    PAGESSHARE = "pages:share"
    PAGESLIST = "pages:list"
    PAYMENTSREAD = "payments:read"
    PAYMENTSWRITE = "payments:write"
    PAYMENTSDELETE = "payments:delete"
    PAYMENTSADMIN = "payments:admin"
    PAYMENTSEXPORT = "payments:export"
    PAYMENTSSHARE = "payments:share"
    PAYMENTSLIST = "payments:list"
    PEOPLEREAD = "people:read"
    PEOPLEWRITE = "people:write"
    PEOPLEDELETE = "people:delete"
    PEOPLEADMIN = "people:admin"
    PEOPLEEXPORT = "people:export"
    PEOPLESHARE = "people:share"
    PEOPLELIST = "people:list"
    PHOTOSREAD = "photos:read"
    PHOTOSWRITE = "photos:write"
    PHOTOSDELETE = "photos:delete"
    PHOTOSADMIN = "photos:admin"
    PHOTOSEXPORT = "photos:export"
    PHOTOSSHARE = "photos:share"
    PHOTOSLIST = "photos:list"
    PLANSREAD = "plans:read"
    PLANSWRITE = "plans:write"
    PLANSDELETE = "plans:delete"
    PLANSADMIN = "plans:admin"
    PLANSEXPORT = "plans:export"
    PLANSSHARE = "plans:share"
    PLANSLIST = "plans:list"
    POLICIESREAD = "policies:read"
    POLICIESWRITE = "policies:write"
    POLICIESDELETE = "policies:delete"
    POLICIESADMIN = "policies:admin"
    POLICIESEXPORT = "policies:export"
    POLICIESSHARE = "policies:share"
    POLICIESLIST = "policies:list"
    POSTSREAD = "posts:read"
    POSTSWRITE = "posts:write"
    POSTSDELETE = "posts:delete"
    POSTSADMIN = "posts:admin"
    POSTSEXPORT = "posts:export"
    POSTSSHARE = "posts:share"
    POSTSLIST = "posts:list"
    PROFILESREAD = "profiles:read"
    PROFILESWRITE = "profiles:write"
    PROFILESDELETE = "profiles:delete"
    PROFILESADMIN = "profiles:admin"
    PROFILESEXPORT = "profiles:export"
    PROFILESSHARE = "profiles:share"
    PROFILESLIST = "profiles:list"
    PROJECTSREAD = "projects:read"
    PROJECTSWRITE = "projects:write"
    PROJECTSDELETE = "projects:delete"
    PROJECTSADMIN = "projects:admin"
    PROJECTSEXPORT = "projects:export"
    PROJECTSSHARE = "projects:share"
    PROJECTSLIST = "projects:list"
    QUEUESREAD = "queues:read"
    QUEUESWRITE = "queues:write"
    QUEUESDELETE = "queues:delete"
    QUEUESADMIN = "queues:admin"
    QUEUESEXPORT = "queues:export"
    QUEUESSHARE = "queues:share"
    QUEUESLIST = "queues:list"
    REPORTSREAD = "reports:read"
    REPORTSWRITE = "reports:write"
    REPORTSDELETE = "reports:delete"
    REPORTSADMIN = "reports:admin"
    REPORTSEXPORT = "reports:export"
    REPORTSSHARE = "reports:share"
    REPORTSLIST = "reports:list"
    ROOMSREAD = "rooms:read"
    ROOMSWRITE = "rooms:write"
    ROOMSDELETE = "rooms:delete"
    ROOMSADMIN = "rooms:admin"
    ROOMSEXPORT = "rooms:export"
    ROOMSSHARE = "rooms:share"
    ROOMSLIST = "rooms:list"
    RULESREAD = "rules:read"
    RULESWRITE = "rules:write"
    RULESDELETE = "rules:delete"
    RULESADMIN = "rules:admin"
    RULESEXPORT = "rules:export"
    RULESSHARE = "rules:share"
    RULESLIST = "rules:list"
    SESSIONSREAD = "sessions:read"
    SESSIONSWRITE = "sessions:write"
    SESSIONSDELETE = "sessions:delete"
    SESSIONSADMIN = "sessions:admin"
    SESSIONSEXPORT = "sessions:export"
    SESSIONSSHARE = "sessions:share"
    SESSIONSLIST = "sessions:list"
    SETTINGSREAD = "settings:read"
    SETTINGSWRITE = "settings:write"
    SETTINGSDELETE = "settings:delete"
    SETTINGSADMIN = "settings:admin"
    SETTINGSEXPORT = "settings:export"
    SETTINGSSHARE = "settings:share"
    SETTINGSLIST = "settings:list"
    SHARESREAD = "shares:read"
    SHARESWRITE = "shares:write"
    SHARESDELETE = "shares:delete"
    SHARESADMIN = "shares:admin"
    SHARESEXPORT = "shares:export"
    SHARESSHARE = "shares:share"
    SHARESLIST = "shares:list"
    TASKSREAD = "tasks:read"
    TASKSWRITE = "tasks:write"
    TASKSDELETE = "tasks:delete"
    TASKSADMIN = "tasks:admin"
    TASKSEXPORT = "tasks:export"
    TASKSSHARE = "tasks:share"
    TASKSLIST = "tasks:list"
    TEAMSREAD = "teams:read"
    TEAMSWRITE = "teams:write"
    TEAMSDELETE = "teams:delete"
    TEAMSADMIN = "teams:admin"
    TEAMSEXPORT = "teams:export"
    TEAMSSHARE = "teams:share"
    TEAMSLIST = "teams:list"
    THREADSREAD = "threads:read"
    THREADSWRITE = "threads:write"
    THREADSDELETE = "threads:delete"
    THREADSADMIN = "threads:admin"
    THREADSEXPORT = "threads:export"
    THREADSSHARE = "threads:share"
    THREADSLIST = "threads:list"
    TICKETSREAD = "tickets:read"
    TICKETSWRITE = "tickets:write"
    TICKETSDELETE = "tickets:delete"
    TICKETSADMIN = "tickets:admin"
    TICKETSEXPORT = "tickets:export"
    TICKETSSHARE = "tickets:share"
    TICKETSLIST = "tickets:list"
    TOKENSREAD = "tokens:read"
    TOKENSWRITE = "tokens:write"
    TOKENSDELETE = "tokens:delete"
    TOKENSADMIN = "tokens:admin"
    TOKENSEXPORT = "tokens:export"
    TOKENSSHARE = "tokens:share"
    TOKENSLIST = "tokens:list"
    USERSREAD = "users:read"
    USERSWRITE = "users:write"
    USERSDELETE = "users:delete"
    USERSADMIN = "users:admin"
    USERSEXPORT = "users:export"
    USERSSHARE = "users:share"
    USERSLIST = "users:list"
    VIDEOSREAD = "videos:read"
    VIDEOSWRITE = "videos:write"
    VIDEOSDELETE = "videos:delete"
    VIDEOSADMIN = "videos:admin"
    VIDEOSEXPORT = "videos:export"
    VIDEOSSHARE = "videos:share"
    VIDEOSLIST = "videos:list"
    WEBHOOKSREAD = "webhooks:read"
    WEBHOOKSWRITE = "webhooks:write"
    WEBHOOKSDELETE = "webhooks:delete"
    WEBHOOKSADMIN = "webhooks:admin"
    WEBHOOKSEXPORT = "webhooks:export"
    WEBHOOKSSHARE = "webhooks:share"
    WEBHOOKSLIST = "webhooks:list"


class LoginCredentials(implicit_credentials.ImplicitCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN"


class Login(implicit.ImplicitGrant):
    """Gets tokens by the implicit grant and puts them on requests.

    The implicit grant is weaker than others: the token passes through the browser, and
    nothing ties it to the client that asked (RFC 9700, section 2.1.2).

    Where the server offers the authorization code grant with PKCE, use that.
    """

    scheme = "login"
    authorization_url = "https://login.example/authorize"
    scope_enum = OAuthScopeLoginEnum
    operations = OPERATIONS
