package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.stream.KillSwitch;
import akka.stream.javadsl.Source;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionsTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final HttpRequest REQUEST = HttpRequest.create();
  private static final HttpResponse ANSWER = HttpResponse.create();

  private final List<String> closed = new ArrayList<>();
  private long now;
  private final HttpConnections connections = new HttpConnections(
      new HttpSettings(
          "127.0.0.1",
          0,
          2,
          2,
          Duration.ofSeconds(10),
          1024,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1)),
      () -> now);

  private final class Connection implements KillSwitch {

    private final String name;

    Connection(String name) {
      this.name = name;
    }

    @Override
    public void shutdown() {
      closed.add(name);
    }

    @Override
    public void abort(Throwable why) {
      throw new AssertionError(why);
    }
  }

  private Connection accepted(String name) {
    Connection connection = new Connection(name);
    connections.accepted(connection, HERE);
    return connection;
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
    connections.closeLate();
  }

  @Test
  void oneWhoseRequestDoesNotComeIsClosed() {
    accepted("a");
    pass(9);
    assertThat(closed).isEmpty();
    pass(1);
    assertThat(closed).containsExactly("a");
  }

  @Test
  void oneThatIsBeingAnsweredIsNot() {
    Connection asks = accepted("a");
    connections.asked(asks, REQUEST);
    pass(1000);
    assertThat(closed).isEmpty();
    connections.answered(asks, ANSWER);
    pass(9);
    assertThat(closed).isEmpty();
    pass(1);
    assertThat(closed).containsExactly("a");
  }

  @Test
  void oneWhoseAnswerGoesOnIsNot() {
    Connection listens = accepted("a");
    connections.asked(listens, REQUEST);
    connections.answered(
        listens,
        ANSWER.withEntity(
            HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, Source.never())));
    pass(1000);
    assertThat(closed).isEmpty();
  }

  @Test
  void theOneThatWaitsLongestMakesRoom() {
    accepted("a");
    Connection asks = accepted("b");
    connections.asked(asks, REQUEST);
    accepted("c");
    assertThat(closed).containsExactly("a");
    accepted("d");
    assertThat(closed).containsExactly("a", "c");
  }

  @Test
  void whereAllAreBeingAnsweredTheNewOneIsClosed() {
    connections.asked(accepted("a"), REQUEST);
    connections.asked(accepted("b"), REQUEST);
    accepted("c");
    assertThat(closed).containsExactly("c");
  }

  @Test
  void aWebSocketIsNoneOfThemAnyMore() {
    for (String name : List.of("a", "b", "c", "d")) {
      Connection line = accepted(name);
      connections.asked(line, REQUEST);
      connections.answered(line, ANSWER.withStatus(StatusCodes.SWITCHING_PROTOCOLS));
    }
    pass(1000);
    assertThat(closed).isEmpty();
  }

  @Test
  void oneThatIsGoneMakesRoom() {
    connections.ended(accepted("a"));
    accepted("b");
    accepted("c");
    assertThat(closed).isEmpty();
  }
}
