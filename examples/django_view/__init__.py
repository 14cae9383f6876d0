"""A Django project that logs people in at the Petstore, and shows them pets."""
