package talkspurt.control;

import java.util.Optional;

/**
 * What calls are kept in.
 *
 * @param postgres empty: H2, in a file
 * @param minFreeBytes what has to stay free of the disk that H2's file is on
 * @param schema what is done about the tables at the start
 */
public record DatabaseSettings(
    Optional<PostgresSettings> postgres, long minFreeBytes, SchemaUse schema) {}
