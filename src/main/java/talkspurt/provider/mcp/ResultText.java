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

  private ResultText() {}

  /** All its texts, else what it is made of, in brackets; empty where it says nothing. */
  static String of(McpSchema.CallToolResult result, int maxCharacters) {
    List<McpSchema.Content> content = result.content() == null ? List.of() : result.content();
    boolean spoken = content.stream().anyMatch(ResultText::isText);
    String told =
        content.stream().map(ResultText::of).collect(Collectors.joining("\n")).strip();
    if (!spoken && result.structuredContent() != null) {
      told = (json(result.structuredContent()) + "\n" + told).strip();
    }
    return OutsideText.shortened(told, maxCharacters);
  }

  private static boolean isText(McpSchema.Content content) {
    return content instanceof McpSchema.TextContent text
        && text.text() != null
        && !text.text().isBlank();
  }

  private static String of(McpSchema.Content content) {
    if (content instanceof McpSchema.TextContent text) {
      return text.text() == null ? "" : text.text();
    } else if (content instanceof McpSchema.ImageContent image) {
      return marked(image.mimeType());
    } else if (content instanceof McpSchema.AudioContent sound) {
      return marked(sound.mimeType());
    } else if (content instanceof McpSchema.ResourceLink link) {
      return marked(link.name());
    } else if (content instanceof McpSchema.EmbeddedResource embedded) {
      return embedded.resource() instanceof McpSchema.TextResourceContents text
          ? text.text() == null ? "" : text.text()
          : marked(embedded.resource() == null ? null : embedded.resource().mimeType());
    }
    return marked(null);
  }

  /** What is no text, by its type or name: the same in every language. */
  private static String marked(String what) {
    return what == null || what.isBlank() ? "[…]" : "[" + what + "]";
  }

  private static String json(Object structured) {
    try {
      return JSON.writeValueAsString(structured);
    } catch (JsonProcessingException unreadable) {
      return "";
    }
  }
}
