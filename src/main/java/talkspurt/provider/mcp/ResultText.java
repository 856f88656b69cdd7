package talkspurt.provider.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.stream.Collectors;
import talkspurt.text.OutsideText;

/** What a tool's result says, as one text for a model. */
final class ResultText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTHING = "done";

  private ResultText() {}

  /** All its texts, else what it is made of; {@code done} where it says nothing. */
  static String of(McpSchema.CallToolResult result, int maxCharacters) {
    List<McpSchema.Content> content = result.content() == null ? List.of() : result.content();
    boolean spoken = content.stream().anyMatch(ResultText::isText);
    String told =
        content.stream().map(ResultText::of).collect(Collectors.joining("\n")).strip();
    if (!spoken && result.structuredContent() != null) {
      told = (json(result.structuredContent()) + "\n" + told).strip();
    }
    return told.isEmpty() ? NOTHING : OutsideText.shortened(told, maxCharacters);
  }

  private static boolean isText(McpSchema.Content content) {
    return content instanceof McpSchema.TextContent text
        && text.text() != null
        && !text.text().isBlank();
  }

  private static String of(McpSchema.Content content) {
    if (content instanceof McpSchema.TextContent text) {
      return text.text() == null ? "" : text.text();
    } else if (content instanceof McpSchema.ImageContent) {
      return "[an image]";
    } else if (content instanceof McpSchema.AudioContent) {
      return "[a sound]";
    } else if (content instanceof McpSchema.ResourceLink link) {
      return "[a link: " + link.name() + "]";
    } else if (content instanceof McpSchema.EmbeddedResource embedded
        && embedded.resource() instanceof McpSchema.TextResourceContents text) {
      return text.text() == null ? "" : text.text();
    }
    return "[a file]";
  }

  private static String json(Object structured) {
    try {
      return JSON.writeValueAsString(structured);
    } catch (JsonProcessingException unreadable) {
      return "";
    }
  }
}
