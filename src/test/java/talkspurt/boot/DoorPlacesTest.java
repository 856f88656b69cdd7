package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class DoorPlacesTest {

  private final DoorPlaces places = new DoorPlaces(2, 2, 3);

  private static final class Visitor implements DoorPlaces.Guest {

    private final InetAddress address;
    private boolean asked;

    Visitor(int host) {
      try {
        this.address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
      } catch (UnknownHostException impossible) {
        throw new AssertionError(impossible);
      }
    }

    @Override
    public InetAddress address() {
      return address;
    }

    @Override
    public void giveWay() {
      asked = true;
    }
  }

  private Visitor entered(int host) {
    Visitor visitor = new Visitor(host);
    places.enter(visitor);
    return visitor;
  }

  private Visitor node(int host) {
    Visitor visitor = entered(host);
    assertThat(places.known(visitor)).isTrue();
    return visitor;
  }

  @Test
  void aNewcomerTakesThePlaceOfTheOldestStranger() {
    Visitor oldest = entered(1);
    Visitor second = entered(1);
    assertThat(oldest.asked).isFalse();
    Visitor third = entered(1);
    assertThat(oldest.asked).isTrue();
    assertThat(second.asked).isFalse();
    assertThat(places.known(oldest)).isFalse();
    assertThat(places.known(third)).isTrue();
    assertThat(places.known(second)).isTrue();
  }

  @Test
  void nodesAreNotAskedToGo() {
    Visitor node = node(1);
    entered(2);
    entered(2);
    entered(2);
    assertThat(node.asked).isFalse();
  }

  @Test
  void strangersThatLeaveMakeRoom() {
    Visitor first = entered(1);
    places.leave(first, false);
    Visitor second = entered(1);
    entered(1);
    assertThat(second.asked).isFalse();
  }

  @Test
  void anAddressHasSoManyConnections() {
    Visitor first = node(1);
    node(1);
    assertThat(places.known(entered(1))).isFalse();
    node(2);
    places.leave(first, true);
    node(1);
  }

  @Test
  void allAddressesHaveSoMany() {
    Visitor first = node(1);
    node(2);
    node(3);
    assertThat(places.known(entered(4))).isFalse();
    places.leave(first, true);
    node(4);
  }

  @Test
  void whoWasRefusedHoldsNoPlace() {
    node(1);
    node(1);
    Visitor refused = entered(1);
    assertThat(places.known(refused)).isFalse();
    places.leave(refused, false);
    node(2);
  }
}
