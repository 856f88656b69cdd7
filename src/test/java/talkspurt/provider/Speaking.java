package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ClassicActorSystemProvider;
import akka.stream.javadsl.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;

/** What tests of voices ask of them. */
public final class Speaking {

  private static final int PATIENCE_S = 20;

  private Speaking() {}

  /** All that comes of a sentence. */
  public static List<Sound> of(Synthesizer voice, String text, ClassicActorSystemProvider system) {
    try {
      return voice
          .synthesize(new Request("en", "", text))
          .runWith(Sink.seq(), system)
          .toCompletableFuture()
          .get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /** The samples, one after the other. */
  public static short[] samples(List<Sound> sounds) {
    List<Short> all = new ArrayList<>();
    for (Sound sound : sounds) {
      if (sound instanceof Sound.Pcm pcm) {
        for (short sample : pcm.frame().samples()) {
          all.add(sample);
        }
      }
    }
    short[] samples = new short[all.size()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = all.get(i);
    }
    return samples;
  }

  /** The rate, which is the same in all of it. */
  public static int rateHz(List<Sound> sounds) {
    List<Integer> rates = sounds.stream()
        .filter(Sound.Pcm.class::isInstance)
        .map(sound -> ((Sound.Pcm) sound).frame().rateHz())
        .distinct()
        .toList();
    assertThat(rates).hasSize(1);
    return rates.get(0);
  }

  /** The failure, which is the last of it. */
  public static ProviderFailure failure(List<Sound> sounds) {
    assertThat(sounds).isNotEmpty();
    assertThat(sounds.subList(0, sounds.size() - 1)).noneMatch(Sound.Failed.class::isInstance);
    assertThat(sounds.get(sounds.size() - 1)).isInstanceOf(Sound.Failed.class);
    return ((Sound.Failed) sounds.get(sounds.size() - 1)).failure();
  }
}
