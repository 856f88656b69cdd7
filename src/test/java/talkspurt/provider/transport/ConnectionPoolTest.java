package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import talkspurt.provider.transport.ConnectionPool.Taken;

class ConnectionPoolTest {

  private final ConnectionPool<String> pool = new ConnectionPool<>(2);
  private final AtomicInteger opened = new AtomicInteger();
  private final Function<ConnectionPool<String>, String> open =
      owner -> "c" + opened.incrementAndGet();

  @Test
  void theOneThatWasFreedLastIsTakenFirst() {
    assertThat(pool.take(open)).contains(new Taken<>("c1", false));
    assertThat(pool.take(open)).contains(new Taken<>("c2", false));
    pool.free("c2");
    pool.free("c1");
    assertThat(pool.take(open)).contains(new Taken<>("c1", true));
    assertThat(pool.take(open)).contains(new Taken<>("c2", true));
    assertThat(opened).hasValue(2);
  }

  @Test
  void noMoreAreOpenedThanAllowed() {
    pool.take(open);
    pool.take(open);
    assertThat(pool.take(open)).isEmpty();
    assertThat(pool.fresh(open)).isEmpty();
    assertThat(opened).hasValue(2);
    pool.gone("c1");
    assertThat(pool.take(open)).contains(new Taken<>("c3", false));
    assertThat(pool.take(open)).isEmpty();
  }

  @Test
  void aFreshOneIsOpenedBesideThoseThatAreFree() {
    pool.take(open);
    pool.free("c1");
    assertThat(pool.fresh(open)).contains(new Taken<>("c2", false));
    assertThat(pool.fresh(open)).as("free ones count as well").isEmpty();
    assertThat(pool.take(open)).contains(new Taken<>("c1", true));
  }

  @Test
  void theOpenerIsGivenThePool() {
    pool.take(owner -> {
      assertThat(owner).isSameAs(pool);
      return "c1";
    });
    assertThat(pool.free("c1")).isPresent();
  }

  @Test
  void oneIsFreedOnce() {
    pool.take(open);
    assertThat(pool.free("c1")).isPresent();
    assertThat(pool.free("c1")).isEmpty();
    assertThat(pool.take(open)).contains(new Taken<>("c1", true));
    assertThat(pool.take(open)).contains(new Taken<>("c2", false));
  }

  @Test
  void whatIsGoneOrWasNeverThereIsNotFreed() {
    pool.take(open);
    pool.gone("c1");
    assertThat(pool.free("c1")).isEmpty();
    assertThat(pool.free("another")).isEmpty();
    assertThat(pool.take(open)).contains(new Taken<>("c2", false));
  }

  @Test
  void whatIsGoneWhileItIsFreeIsNotTaken() {
    pool.take(open);
    pool.free("c1");
    pool.gone("c1");
    assertThat(pool.take(open)).contains(new Taken<>("c2", false));
  }

  @Test
  void oneThatWasFreeAllTheTimeIsWithdrawnOnce() {
    pool.take(open);
    long since = pool.free("c1").orElseThrow();
    assertThat(pool.withdraw("c1", since)).isTrue();
    assertThat(pool.withdraw("c1", since)).isFalse();
    assertThat(pool.take(open)).contains(new Taken<>("c2", false));
    assertThat(pool.take(open)).as("the withdrawn one left room").isPresent();
  }

  @Test
  void oneThatIsInUseIsNotWithdrawn() {
    pool.take(open);
    long since = pool.free("c1").orElseThrow();
    pool.take(open);
    assertThat(pool.withdraw("c1", since)).isFalse();
    assertThat(pool.free("c1")).isPresent();
  }

  @Test
  void oneThatWasUsedMeanwhileIsNotWithdrawn() {
    pool.take(open);
    long before = pool.free("c1").orElseThrow();
    pool.take(open);
    OptionalLong since = pool.free("c1");
    assertThat(since).isPresent().isNotEqualTo(OptionalLong.of(before));
    assertThat(pool.withdraw("c1", before)).isFalse();
    assertThat(pool.withdraw("c1", since.orElseThrow())).isTrue();
  }
}
