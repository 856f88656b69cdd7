package talkspurt.provider.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import talkspurt.provider.transport.Secret;

class RunningServerTest {

  @Test
  void aProgramHasTheVariablesThatAreNamedAndNoOthers() throws IOException {
    RunningServer env = start("env");
    String told = new String(env.output().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(told.lines()).containsExactlyInAnyOrder("SHOP_KEY=s3cret", "PATH=/bin:/usr/bin");
    assertThat(env.ended()).isEqualTo("ended with status 0");
  }

  @Test
  void aProgramEndsWhenItsInputDoes() throws IOException {
    Process cat = new ProcessBuilder("cat").start();
    new RunningServer(cat).end();
    cat.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(cat.exitValue()).as("by itself").isZero();
  }

  private static RunningServer start(String... command) throws IOException {
    Map<String, Secret> environment =
        Map.of("SHOP_KEY", new Secret("s3cret"), "PATH", new Secret("/bin:/usr/bin"));
    return RunningServer.start(
        new McpAddress.Program(List.of(command), environment, Set.of("SHOP_KEY")));
  }
}
