package talkspurt.provider.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteToolsTest {

  @Test
  void aDescriptionIsOneLineOfALength() {
    McpSchema.Tool tool = McpSchema.Tool.builder("t", SdkLink.JSON, "{\"type\":\"object\"}")
        .description("a\nb\u0000" + "x".repeat(5000))
        .build();
    RemoteTool one = RemoteTools.of(List.of(tool)).tools().get(0);
    assertThat(one.description())
        .startsWith("a b")
        .hasSize(RemoteTools.MAX_DESCRIPTION)
        .endsWith("…");
    assertThat(one.parameters()).as("what some models want").contains("\"properties\":{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'string'}",
        "{'type':'object','properties':{'a':{'$ref':'http://10.0.0.1/schema'}}}",
        "{'type':'object','properties':{'a':{'type':'nothing'}}}",
        "{'type':'object','allOf':[{'$dynamicRef':'file:///etc/passwd'}]}"
      })
  void aToolWhoseSchemaCannotBeUsedIsLeftOut(String schema) {
    RemoteTools tools = RemoteTools.of(List.of(
        ScriptedLink.tool("good", "{\"type\":\"object\"}"),
        ScriptedLink.tool("bad", schema.replace('\'', '"'))));
    assertThat(tools.tools()).extracting(RemoteTool::name).containsExactly("good");
    assertThat(tools.leftOut()).singleElement().asString().startsWith("bad: its schema");
  }

  @Test
  void aSchemaThatLeadsElsewhereIsNotFollowed() {
    RemoteTools tools = RemoteTools.of(List.of(ScriptedLink.tool(
        "bad",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://127.0.0.1:1/schema\"}}}")));
    assertThat(tools.leftOut()).singleElement().asString().contains("$ref leads elsewhere");
  }

  @Test
  void aSchemaThatIsTooLongOrTooDeepIsLeftOut() {
    String deep = "{\"type\":\"object\"}";
    for (int i = 0; i < 40; i++) {
      deep = "{\"type\":\"object\",\"properties\":{\"a\":" + deep + "}}";
    }
    assertThat(RemoteTools.of(List.of(
                ScriptedLink.tool("deep", deep),
                ScriptedLink.tool(
                    "long",
                    "{\"type\":\"object\",\"description\":\"" + "x".repeat(17_000) + "\"}")))
            .tools())
        .isEmpty();
  }

  @Test
  void aNameIsThereOnceAndShort() {
    RemoteTools tools = RemoteTools.of(List.of(
        ScriptedLink.tool("one", "{\"type\":\"object\"}"),
        ScriptedLink.tool("one", "{\"type\":\"object\"}"),
        ScriptedLink.tool("x".repeat(129), "{\"type\":\"object\"}")));
    assertThat(tools.tools()).hasSize(1);
    assertThat(tools.leftOut()).hasSize(2);
  }

  @Test
  void thereAreOnlySoManyTools() {
    List<McpSchema.Tool> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(ScriptedLink.tool("t" + i, "{\"type\":\"object\"}"));
    }
    assertThat(RemoteTools.of(many).tools()).hasSize(RemoteTools.MAX_TOOLS);
    assertThat(RemoteTools.of(many).leftOut()).hasSize(20);
  }

  @Test
  void aPatternOfAStrangersTakesNoTime() {
    String schema = "{\"type\":\"object\",\"properties\":{\"pattern\":{\"type\":\"string\","
        + "\"pattern\":\"^(a+)+$\"}},\"required\":[\"pattern\"]}";
    assertThat(RemoteSchema.of(schema).objection("t", "{\"pattern\":\"" + "a".repeat(40) + "!\"}"))
        .as("a property of that name stays, its pattern is the server's to check")
        .isEmpty();
    assertThat(RemoteSchema.of(schema).objection("t", "{}")).isPresent();
  }

  @Test
  void olderDialectsAreRead() {
    String seven = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\","
        + "\"properties\":{\"n\":{\"type\":\"integer\",\"exclusiveMinimum\":0}},"
        + "\"additionalProperties\":false}";
    assertThat(RemoteSchema.of(seven).objection("t", "{\"n\":0}")).isPresent();
    assertThat(RemoteSchema.of(seven).objection("t", "{\"n\":1}")).isEmpty();
    assertThat(RemoteSchema.shown(seven, Set.of())).doesNotContain("$schema").contains("\"n\"");
  }

  @Test
  void aSchemaThatLeadsIntoItselfEnds() {
    assertThat(RemoteSchema.of(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/properties/a\"}}}")
            .objection("t", "{\"a\":1}"))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'', book, book",
    "'', files.read, files_read",
    "shop_, Zimmer buchen/ä, shop_Zimmer_buchen__",
    "'', a-b_C9, a-b_C9"
  })
  void aNameIsMadeValid(String prefix, String remote, String name) {
    assertThat(ToolNames.of(prefix, remote, Set.of())).isEqualTo(name);
  }

  @Test
  void namesThatWouldBeTheSameDiffer() {
    String first = ToolNames.of("", "a.b", Set.of());
    String second = ToolNames.of("", "a/b", Set.of(first));
    assertThat(second).matches("a_b_[0-9a-f]{8}").isEqualTo(ToolNames.of("", "a/b", Set.of(first)));
    assertThat(ToolNames.of("p", "x".repeat(100), Set.of()))
        .matches("px+_[0-9a-f]{8}")
        .hasSize(64);
  }
}
