package talkspurt.provider.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import talkspurt.provider.transport.OutsideJson;
import talkspurt.text.VisibleLine;

/**
 * The tools that a server lists, as far as they can be used. Names, descriptions and schemas come from outside: what is too
 * long is cut or left out, and what cannot be used is left out.
 *
 * @param tools those that can be used, in the server's order
 * @param leftOut a line for the log for each of the others
 */
record RemoteTools(List<RemoteTool> tools, List<String> leftOut) {

  /** More tools of one server are left out. */
  static final int MAX_TOOLS = 256;

  static final int MAX_NAME = 128;
  static final int MAX_DESCRIPTION = 1000;
  static final int MAX_SCHEMA = 16_384;
  private static final int MAX_SHOWN = 64;
  private static final int MAX_TOLD = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  RemoteTools {
    tools = List.copyOf(tools);
    leftOut = List.copyOf(leftOut);
  }

  static RemoteTools of(List<McpSchema.Tool> listed) {
    List<RemoteTool> tools = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (McpSchema.Tool tool : listed) {
      try {
        if (tools.size() == MAX_TOOLS) {
          throw new IllegalArgumentException("more than " + MAX_TOOLS + " tools");
        }
        RemoteTool one = of(tool);
        if (!names.add(one.name())) {
          throw new IllegalArgumentException("it is listed twice");
        }
        tools.add(one);
      } catch (IllegalArgumentException unusable) {
        if (leftOut.size() < MAX_TOLD) {
          leftOut.add(VisibleLine.of(String.valueOf(tool.name()), MAX_SHOWN) + ": "
              + unusable.getMessage());
        }
      }
    }
    return new RemoteTools(tools, leftOut);
  }

  private static RemoteTool of(McpSchema.Tool tool) {
    if (tool.name() == null || tool.name().isBlank() || tool.name().length() > MAX_NAME) {
      throw new IllegalArgumentException("its name is empty or longer than " + MAX_NAME);
    }
    String description = tool.description() == null || tool.description().isBlank()
        ? String.valueOf(tool.title() == null ? tool.name() : tool.title())
        : tool.description();
    RemoteTool one =
        new RemoteTool(tool.name(), VisibleLine.of(description, MAX_DESCRIPTION), schema(tool));
    RemoteSchema.of(one.parameters());
    return one;
  }

  /** Some models refuse an object of which nothing is said. */
  private static String schema(McpSchema.Tool tool) {
    try {
      JsonNode tree = tool.inputSchema() == null
          ? JSON.createObjectNode().put("type", "object")
          : OutsideJson.read(JSON.writeValueAsString(tool.inputSchema()));
      if (tree instanceof ObjectNode schema && !schema.has("properties")) {
        schema.putObject("properties");
      }
      String text = tree.toString();
      if (text.length() > MAX_SCHEMA) {
        throw new IllegalArgumentException(
            "its schema has " + text.length() + " characters; allowed: " + MAX_SCHEMA);
      }
      return text;
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("its schema cannot be read", unreadable);
    }
  }
}
