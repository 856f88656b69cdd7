package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.stream.javadsl.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.boot.config.ProviderStore.NamedVoice;
import talkspurt.provider.Synthesizer;

class ProviderStoreTest {

  private final ProviderStore store = new ProviderStore();

  private static Object made(ProviderStore.Reading reading, String settings) {
    return reading.one(Object.class, List.of(settings), Object::new);
  }

  @Test
  void whatSaysTheSameIsMadeOnceAndKeptAsLongAsAReadingNamesIt() {
    ProviderStore.Reading first = store.reading();
    Object kept = made(first, "a");
    Object left = made(first, "b");
    assertThat(made(first, "a")).isSameAs(kept).isNotSameAs(left);
    ProviderStore.Reading second = store.reading();
    assertThat(made(second, "a")).isSameAs(kept);
    made(second, "c");
    store.keepOnly(List.of(first, second));
    assertThat(store.size()).isEqualTo(3);
    store.keepOnly(List.of(second));
    assertThat(store.size()).isEqualTo(2);
    assertThat(made(second, "a")).isSameAs(kept);
    assertThat(made(store.reading(), "b")).isNotSameAs(left);
  }

  @Test
  void readingsThatNameTheSameAreTheSame() {
    ProviderStore.Reading one = store.reading();
    ProviderStore.Reading other = store.reading();
    made(one, "a");
    assertThat(one.sameAs(other)).isFalse();
    made(other, "a");
    assertThat(one.sameAs(other)).isTrue();
  }

  @Test
  void nothingIsMadeWithinAnother() {
    ProviderStore.Reading reading = store.reading();
    assertThatThrownBy(() -> reading.one(Object.class, List.of("a"), () -> made(reading, "within")))
        .isInstanceOf(IllegalStateException.class);
    made(reading, "a");
  }

  @Test
  void aVoicesNameIsFreeAgainWhenItIsGone() {
    Synthesizer silent = request -> Source.empty();
    ProviderStore.Reading first = store.reading();
    assertThat(first.freeName("openai")).isEqualTo("openai");
    first.one(NamedVoice.class, List.of("a"), () -> new NamedVoice("openai", silent));
    ProviderStore.Reading second = store.reading();
    assertThat(second.freeName("openai")).isEqualTo("openai-2");
    assertThat(second.freeName("piper")).isEqualTo("piper");
    store.keepOnly(List.of(second));
    assertThat(second.freeName("openai")).isEqualTo("openai");
  }
}
