package talkspurt.provider.mcp;

/**
 * A tool as its server tells it, within bounds.
 *
 * @param name as the server knows it
 * @param description what it is for
 * @param parameters the JSON Schema of its arguments, as JSON; see {@link RemoteSchema}
 */
record RemoteTool(String name, String description, String parameters) {}
