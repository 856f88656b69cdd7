package talkspurt.provider.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTextTest {

  private static final McpSchema.Content TEXT =
      McpSchema.TextContent.builder("free").build();
  private static final McpSchema.Content IMAGE =
      McpSchema.ImageContent.builder("AAAA", "image/png").build();

  @Test
  void textsAreTold() {
    assertThat(told(List.of(TEXT, TEXT), null)).isEqualTo("free\nfree");
  }

  @Test
  void whatIsNoTextIsNamed() {
    assertThat(told(List.of(TEXT, IMAGE), null)).isEqualTo("free\n[image/png]");
    assertThat(told(
            List.of(McpSchema.EmbeddedResource.builder(
                    McpSchema.TextResourceContents.builder("file:///a", "inside")
                        .build())
                .build()),
            null))
        .isEqualTo("inside");
    assertThat(told(
            List.of(McpSchema.EmbeddedResource.builder(
                    McpSchema.BlobResourceContents.builder("file:///a", "AAAA").build())
                .build()),
            null))
        .isEqualTo("[…]");
  }

  @Test
  void structuredContentIsToldWhereThereIsNoText() {
    assertThat(told(List.of(), Map.of("free", 3))).isEqualTo("{\"free\":3}");
    assertThat(told(List.of(TEXT), Map.of("free", 3))).isEqualTo("free");
    assertThat(told(List.of(IMAGE), Map.of("free", 3))).isEqualTo("{\"free\":3}\n[image/png]");
  }

  @Test
  void whoSaysNothingHasSaidNothing() {
    assertThat(told(List.of(), null)).isEmpty();
  }

  private static String told(List<McpSchema.Content> content, Object structured) {
    CallToolResult.Builder result = CallToolResult.builder().content(content);
    return ResultText.of(
        (structured == null ? result : result.structuredContent(structured)).build(), 100);
  }
}
