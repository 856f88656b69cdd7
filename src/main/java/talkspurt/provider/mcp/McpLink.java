package talkspurt.provider.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One connection to an MCP server, from its beginning to its end. Thread-safe. */
interface McpLink {

  /** What a link tells by itself. */
  interface Listener {

    /** The server has other tools. */
    void changed();

    /** The server is gone. */
    void gone(String why);
  }

  /** Introduces itself, and asks for the tools, of which it takes no more than so many. */
  CompletionStage<List<McpSchema.Tool>> open(int maxTools);

  /** Asks for the tools again. */
  CompletionStage<List<McpSchema.Tool>> list(int maxTools);

  /** Runs a tool: sent once. */
  CompletionStage<McpSchema.CallToolResult> call(
      String tool, Map<String, Object> arguments, Map<String, Object> meta);

  /** Ends it; what is under way fails. */
  void close();
}
