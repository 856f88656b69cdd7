package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.fake.DocumentedMetrics;
import talkspurt.fake.Promtool;

/** Dashboards ask for metrics that there are, in the form that Grafana reads. */
class DashboardsTest {

  private static final int COLUMNS = 24;
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The part of Grafana's published schemas that our dashboards use. */
  private static final JsonSchema FORMAT = JsonSchemaFactory.getInstance(VersionFlag.V202012)
      .getSchema(DashboardsTest.class.getResourceAsStream("/grafana/dashboard.schema.json"));

  static Stream<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf/grafana"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @Test
  void thereIsOneForEachQuestion() throws IOException {
    assertThat(dashboards().map(file -> file.getFileName().toString()))
        .containsExactly(
            "talkspurt-call.json",
            "talkspurt-cost.json",
            "talkspurt-hearing.json",
            "talkspurt-overview.json",
            "talkspurt-providers.json");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void eachAsksForMetricsThatThereAre(Path file) throws IOException {
    List<String> queries = queries(read(file));
    assertThat(queries).isNotEmpty();
    assertThat(DocumentedMetrics.unknownIn(String.join("\n", queries))).isEmpty();
  }

  /** Nothing that Grafana would pass over in silence: a key that is misspelt, a value that it does not know. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void eachIsInGrafanasFormat(Path file) throws IOException {
    assertThat(FORMAT.validate(read(file))).isEmpty();
  }

  /** What is wrong in each, and where. */
  @ParameterizedTest
  @CsvSource({
    "/links/0/tooltip, , required property 'tooltip'",
    "/panels/1/gridPos/w, 25, maximum value of 24",
    "/panels/1/type, 'timeserie', $.panels[1]: must",
    "/panels/1/targets/0/exp, 'up', $.panels[1]: must",
    "/panels/1/targets/0/refId, 'first', $.panels[1]: must",
    "/panels/1/fieldConfig/defaults/units, 's', $.panels[1]: must",
    "/panels/1/options/colorMode, 'loud', $.panels[1]: must",
    "/templating/list/0/type, 'data source', enumeration",
    "/refresh, '30', pattern",
  })
  void mistakesAreFound(String at, String value, String complaint) throws IOException {
    JsonNode dashboard = read(Path.of("conf/grafana/talkspurt-overview.json"));
    JsonPointer place = JsonPointer.compile(at);
    ObjectNode parent = (ObjectNode) dashboard.at(place.head());
    String name = place.last().getMatchingProperty();
    if (value == null) {
      parent.remove(name);
    } else if (value.matches("\\d+") && !name.equals("refresh")) {
      parent.put(name, Integer.parseInt(value));
    } else {
      parent.put(name, value);
    }
    assertThat(FORMAT.validate(dashboard).toString()).contains(complaint);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void eachIsWhole(Path file) throws IOException {
    JsonNode dashboard = read(file);
    assertThat(dashboard.path("uid").asText() + ".json")
        .isEqualTo(file.getFileName().toString());
    assertThat(dashboard.path("title").asText()).startsWith("Talkspurt: ");
    Set<String> variables = new HashSet<>();
    dashboard
        .at("/templating/list")
        .forEach(one -> variables.add(one.path("name").asText()));
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asText();
      assertThat(title).isNotEmpty();
      assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
      takePlace(panel.path("gridPos"), cells, title);
      for (JsonNode target : panel.path("targets")) {
        String source = target.at("/datasource/uid").asText();
        assertThat(variables).as(title).contains(source.replaceAll("[${}]", ""));
        assertThat(target.path("refId").asText()).as(title).isNotEmpty();
      }
    }
    assertThat(ids).hasSizeGreaterThan(5);
  }

  /** Nobody knows the query language better than promtool. */
  @Test
  void eachQueryCanBeRead(@TempDir Path dir) throws Exception {
    assumeTrue(Promtool.isInstalled(), Promtool.MISSING);
    StringBuilder rules = new StringBuilder("groups:\n- name: queries\n  rules:\n");
    for (Path file : dashboards().toList()) {
      for (String query : queries(read(file))) {
        String asked = query.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", "any");
        rules
            .append("  - record: some:query\n    labels: { of: \"")
            .append(Integer.toHexString(query.hashCode()))
            .append("\" }\n    expr: '")
            .append(asked.replace("'", "''"))
            .append("'\n");
      }
    }
    Promtool.run(
        "check", "rules", Files.writeString(dir.resolve("q.yml"), rules).toString());
  }

  private static void takePlace(JsonNode place, Set<List<Integer>> cells, String title) {
    int x = place.path("x").asInt(-1);
    int width = place.path("w").asInt();
    assertThat(x).as(title).isNotNegative();
    assertThat(x + width).as(title).isLessThanOrEqualTo(COLUMNS);
    for (int column = x; column < x + width; column++) {
      for (int row = 0; row < place.path("h").asInt(); row++) {
        assertThat(cells.add(List.of(column, place.path("y").asInt() + row)))
            .as(title)
            .isTrue();
      }
    }
  }

  /** In PromQL: those of panels, annotations and variables. */
  private static List<String> queries(JsonNode dashboard) {
    List<String> found = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        if (target.at("/datasource/type").asText().equals("prometheus")) {
          found.add(target.path("expr").asText());
        }
      }
    }
    dashboard.at("/annotations/list").forEach(one -> found.add(one.path("expr").asText()));
    return found;
  }

  private static JsonNode read(Path file) throws IOException {
    return MAPPER.readTree(file.toFile());
  }
}
