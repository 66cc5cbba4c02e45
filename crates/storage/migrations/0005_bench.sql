-- A case is looked for by its number alone on the progress page, in every organ.
create index requests_number on requests (number);
