package talkspurt.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** The log as logback.xml of the engine makes it. */
class JsonLogTest {

  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  /** Else it would print all that it thinks of itself before the first line. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void logbackFindsNothingToWarnOf(String form) throws Exception {
    names(Map.of("TALKSPURT_LOG", form));
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .isNotEmpty()
        .allSatisfy(
            status -> assertThat(status.getLevel()).as(status.getMessage()).isEqualTo(Status.INFO));
  }

  @Test
  void textIsTheDefault() throws Exception {
    assertThat(names(Map.of())).containsExactly("console", "recent");
    assertThat(line(event("call ended"))).contains(" [c-1] ", "call ended");
  }

  @Test
  void aLineIsAnObjectWithTheNamesOfTheCommonSchema() throws Exception {
    assertThat(names(Map.of("TALKSPURT_LOG", "json", "TALKSPURT_NODE", "node-7")))
        .containsExactly("console", "recent");
    LoggingEvent event = event("said \"no\"\nand left");
    event.setKeyValuePairs(List.of(new KeyValuePair("call", "other"), new KeyValuePair("tool", 7)));
    String text = line(event);
    assertThat(text).endsWith("}\n").hasLineCount(1).containsOnlyOnce("\"call\"");
    JsonNode line = new JsonMapper().readTree(text);
    assertThat(line.path("message").asText()).isEqualTo("said \"no\"\nand left");
    assertThat(line.path("log.level").asText()).isEqualTo("WARN");
    assertThat(line.path("log.logger").asText()).isEqualTo("talkspurt.control.CallEnding");
    assertThat(line.path("service.name").asText()).isEqualTo("talkspurt");
    assertThat(line.path("service.node.name").asText()).isEqualTo("node-7");
    assertThat(line.path("process.thread.name").asText()).isNotEmpty();
    assertThat(line.path("@timestamp").asText()).matches("20\\d\\d-.*T.*Z");
    assertThat(line.path("call").asText()).isEqualTo("c-1");
    assertThat(line.path("line").asText()).isEqualTo("l-2");
    assertThat(line.path("tool").asText()).isEqualTo("7");
    assertThat(line.path("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void aNodeIsCalledAsItsHostIsWhereItHasNoName() throws Exception {
    names(Map.of("TALKSPURT_LOG", "json"));
    JsonNode line = new JsonMapper().readTree(line(event("up")));
    assertThat(line.path("service.node.name").asText()).isEqualTo(context.getProperty("HOSTNAME"));
  }

  @Test
  void theLastLinesAreKeptForWhoLooksForWhatIsWrong() throws Exception {
    names(Map.of());
    for (int i = 0; i < 1100; i++) {
      root().getAppender("recent").doAppend(event("line " + i));
    }
    root().getAppender("recent").doAppend(event("x".repeat(5000)));
    List<String> lines = RecentLog.lines();
    assertThat(lines).hasSize(1000);
    assertThat(lines.get(998))
        .contains("WARN [c-1] talkspurt.control.CallEnding - line 1099")
        .endsWith("(java.lang.IllegalStateException)");
    assertThat(lines.get(999)).hasSize(1001).endsWith("x…");
  }

  private List<String> names(Map<String, String> environment) throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    environment.forEach(context::putProperty);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(JsonLogTest.class.getResource("/logback.xml"));
    List<String> names = new ArrayList<>();
    root().iteratorForAppenders().forEachRemaining(appender -> names.add(appender.getName()));
    return names;
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private String line(ILoggingEvent event) {
    Appender<ILoggingEvent> found = root().getAppender("console");
    byte[] bytes = ((ConsoleAppender<ILoggingEvent>) found).getEncoder().encode(event);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private LoggingEvent event(String message) {
    Logger logger = context.getLogger("talkspurt.control.CallEnding");
    LoggingEvent event = new LoggingEvent(
        "JsonLogTest", logger, Level.WARN, message, new IllegalStateException("broken"), null);
    event.setMDCPropertyMap(Map.of("call", "c-1", "line", "l-2"));
    return event;
  }
}
