-- What a neighbour of the house wrote waits here as well, in case she never reaches the store herself. `relay` counts the exchanges with
-- the store that ended without showing it; NULL: written here, or to be sent at once.
ALTER TABLE outbox ADD COLUMN relay INTEGER;
