package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class JoiningTest {

  private static final Address SELF = new Address("akka", "talkspurt", "192.0.2.10", 2552);

  @Test
  void theLowestAddressFoundsWhenAllAreThere() throws UnknownHostException {
    assertThat(Joining.seeds(SELF, found("192.0.2.30", "192.0.2.9", "192.0.2.10"), 3))
        .containsExactly(node("192.0.2.9"), SELF, node("192.0.2.30"));
  }

  @Test
  void nobodyFoundsWhileSomeAreMissing() throws UnknownHostException {
    assertThat(Joining.seeds(SELF, found("192.0.2.30", "192.0.2.10"), 3))
        .as("not itself first, so that it only joins what is there")
        .containsExactly(node("192.0.2.30"));
    assertThat(Joining.seeds(SELF, found("192.0.2.10"), 3)).isEmpty();
    assertThat(Joining.seeds(SELF, List.of(), 3)).isEmpty();
  }

  @Test
  void nodesFindEachOtherByName() throws Exception {
    Config config = NodeConfig.h2Memory("joining");
    ActorTestKit first = ActorTestKit.create("talkspurt", config);
    int port = Cluster.get(first.system()).selfMember().address().getPort().orElseThrow();
    ActorTestKit second = ActorTestKit.create(
        "talkspurt",
        com.typesafe.config.ConfigFactory.parseString(
                "akka.remote.artery.canonical { hostname = 127.0.0.2, port = " + port + " }")
            .withFallback(config));
    try {
      CompletionStage<?> one = Joining.join(first.system(), named(port), name -> both(name));
      CompletionStage<?> two = Joining.join(second.system(), named(port), name -> both(name));
      Node.answer(one);
      Node.answer(two);
      assertThat(Cluster.get(first.system()).state().getMembers()).hasSize(2);
    } finally {
      second.shutdownTestKit();
      first.shutdownTestKit();
    }
  }

  @Test
  void aClusterThatIsNotThereIsToldOfInOneLine() {
    ActorTestKit alone = ActorTestKit.create("talkspurt", NodeConfig.h2Memory("late"));
    try {
      ClusterSettings settings = new ClusterSettings(
          "127.0.0.1",
          2552,
          List.of("akka://talkspurt@127.0.0.1:1"),
          "",
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));
      assertThat(Joining.join(alone.system(), settings))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("seed-nodes [akka://talkspurt@127.0.0.1:1] took this node");
    } finally {
      alone.shutdownTestKit();
    }
  }

  private static List<InetAddress> both(String name) {
    try {
      return name.equals("talkspurt.internal") ? found("127.0.0.2", "127.0.0.1") : List.of();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ClusterSettings named(int port) {
    return new ClusterSettings(
        "127.0.0.1",
        port,
        List.of(),
        "talkspurt.internal",
        2,
        Duration.ofSeconds(20),
        Duration.ofSeconds(3));
  }

  private static Address node(String host) {
    return new Address("akka", "talkspurt", host, 2552);
  }

  private static List<InetAddress> found(String... texts) throws UnknownHostException {
    InetAddress[] all = new InetAddress[texts.length];
    for (int n = 0; n < texts.length; n++) {
      all[n] = InetAddress.getByName(texts[n]);
    }
    return Arrays.asList(all);
  }
}
