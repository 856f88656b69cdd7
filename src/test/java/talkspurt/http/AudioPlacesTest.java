package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import talkspurt.control.NodeInfo;

class AudioPlacesTest {

  private static final UUID CALL = new UUID(1, 2);
  private static final NodeInfo ONE = card(1);
  private static final UUID PROMISED = new UUID(1, 3);
  private static final NodeInfo TWO = card(2);
  private static final NodeInfo THREE = card(3);

  @Test
  void aCallGoesToTheNodeThatHousesItOrElseComesHere() {
    assertThat(places(ONE, TWO).at(TWO.node(), CALL)).isEqualTo(TWO.audio());
    assertThat(places(ONE, TWO.leaving()).at(TWO.node(), CALL)).isEqualTo(ONE.audio());
    assertThat(places(ONE).at(THREE.node(), CALL)).isEqualTo(ONE.audio());
    assertThat(places().at(ONE.node(), CALL)).as("before anybody has told").isEqualTo(ONE.audio());
  }

  @Test
  void whoAnswersIsAlive() {
    assertThat(places(ONE, TWO, THREE).near(CALL)).isEqualTo(ONE.audio());
  }

  @Test
  void aNodeThatStopsSendsItsCallsToAllOthers() {
    AudioPlaces leaving = places(ONE.leaving(), TWO, THREE);
    Set<String> named = new HashSet<>();
    for (int call = 0; call < 40; call++) {
      named.add(leaving.near(new UUID(call, 7)));
    }
    assertThat(named).containsExactlyInAnyOrder(TWO.audio(), THREE.audio());
    assertThat(leaving.at(ONE.node(), CALL)).isNotEqualTo(ONE.audio());
  }

  @Test
  void theLastOneKeepsThem() {
    assertThat(places(ONE.leaving(), TWO.leaving()).near(CALL)).isEqualTo(ONE.audio());
  }

  @Test
  void aNodeThatIsFullSendsItsCallsToThoseWithRoom() {
    assertThat(places(full(1), TWO, full(3)).near(CALL)).isEqualTo(TWO.audio());
    assertThat(places(full(1), full(2), full(3)).near(CALL)).isEqualTo(ONE.audio());
    assertThat(places(full(1), full(2), THREE).another(CALL)).contains(THREE.audio());
    assertThat(places(ONE, full(2), THREE.leaving()).another(CALL)).isEmpty();
    assertThat(places(full(1), TWO, THREE).elsewhere(THREE.node(), CALL)).isEqualTo(THREE.audio());
    assertThat(places(full(1), TWO, full(3)).elsewhere(THREE.node(), CALL)).isEqualTo(TWO.audio());
    assertThat(places(full(1), full(2)).elsewhere(TWO.node(), CALL)).isEqualTo(ONE.audio());
    assertThat(places(ONE, TWO).ofAnother(ONE.node())).as("that is here").isEmpty();
  }

  @Test
  void aCallThatHasAPlaceInANodeThatIsFullComesThere() {
    assertThat(places(full(1), TWO).near(PROMISED)).isEqualTo(ONE.audio());
    assertThat(places(ONE.leaving(), TWO).near(PROMISED)).isEqualTo(TWO.audio());
  }

  @Test
  void whoStaysIsKnown() {
    assertThat(places(ONE.leaving(), full(2)).othersStay()).isTrue();
    assertThat(places(ONE.leaving(), TWO.leaving()).othersStay()).isFalse();
    assertThat(places(ONE, TWO.leaving()).leaving()).isFalse();
    assertThat(places(ONE.leaving()).leaving()).isTrue();
    assertThat(places().leaving()).isFalse();
  }

  private static NodeInfo full(int number) {
    NodeInfo card = card(number);
    return new NodeInfo(card.node(), card.audio(), card.api(), true, true);
  }

  private static AudioPlaces places(NodeInfo... known) {
    return new AudioPlaces(
        ONE.node(),
        new AudioAddress("192.0.2.1", 3000),
        () -> List.of(known),
        PROMISED::equals,
        () -> false,
        Optional.empty());
  }

  private static NodeInfo card(int number) {
    String host = "192.0.2." + number;
    return new NodeInfo("akka://talkspurt@" + host + ":2552", host + ":3000", host + ":1650", true);
  }
}
