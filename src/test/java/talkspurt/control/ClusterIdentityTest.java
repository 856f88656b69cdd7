package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterIdentityTest {

  private final ActorTestKit kit = ActorTestKit.create("identity", NodeConfig.h2Memory("identity"));
  private final ClusterIdentity identity = ClusterIdentity.of(kit.system());

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aNodeOfItsOwnWritesWithoutAsking() throws SQLException {
    assertThat(identity.mayWrite()).isTrue();
    identity.check(null);
    identity.lose();
    assertThat(identity.mayWrite()).as("there is nothing it could lose").isTrue();
  }

  @Test
  void nothingIsWrittenBeforeThereIsACluster() {
    identity.await();
    assertThat(identity.mayWrite()).isFalse();
    assertThatThrownBy(() -> identity.check(null))
        .isInstanceOf(DatabaseFault.class)
        .hasMessage("this node belongs to no cluster yet");
  }

  @Test
  void whatIsLostIsLostForGood() {
    identity.await();
    identity.hold("x");
    assertThat(identity.mayWrite()).isTrue();
    assertThat(identity.incarnation()).contains("x");
    identity.lose();
    identity.hold("x");
    identity.await();
    assertThat(identity.mayWrite()).isFalse();
    assertThat(identity.isLost()).isTrue();
    assertThat(identity.incarnation()).isEmpty();
    assertThat(identity.whenLost().toCompletableFuture()).isCompletedWithValue("x");
    assertThatThrownBy(() -> identity.check(null))
        .isInstanceOf(DatabaseFault.class)
        .hasMessage("another cluster has taken the place of this node's");
  }
}
