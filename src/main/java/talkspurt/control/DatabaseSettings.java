package talkspurt.control;

import java.util.Optional;

/**
 * What calls are kept in.
 *
 * @param postgres empty: H2, in a file
 * @param schema what is done about the tables at the start
 */
public record DatabaseSettings(Optional<PostgresSettings> postgres, SchemaUse schema) {}
