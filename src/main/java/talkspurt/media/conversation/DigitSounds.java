package talkspurt.media.conversation;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.UsageMeter;

/**
 * The ten digits as a voice says them. It is asked for all of them, in their order, before one is wanted: so whoever
 * speaks for us does not learn what is read to a caller.
 */
public final class DigitSounds {

  private static final int DIGITS = 10;

  private Optional<CompletionStage<List<List<Sound>>>> known = Optional.empty();

  /** Asks for them, unless that was done. */
  void prepare(ActorSystem<?> system, Voice voice, String language, UsageMeter meter) {
    if (known.isEmpty()) {
      known = Optional.of(Source.range(0, DIGITS - 1)
          .flatMapConcat(digit -> voice
              .synthesizer()
              .synthesize(
                  new Synthesizer.Request(language, voice.name(), String.valueOf(digit), meter))
              .fold(List.<Sound>of(), DigitSounds::and))
          .runWith(Sink.seq(), system));
    }
  }

  private static List<Sound> and(List<Sound> before, Sound next) {
    List<Sound> longer = new ArrayList<>(before);
    longer.add(next);
    return List.copyOf(longer);
  }

  /** These digits, one behind the other; a voice that could not say one tells why in its place. */
  Source<Sound, NotUsed> of(String digits) {
    return Source.completionStageSource(known
            .orElseThrow()
            .thenApply(all -> Source.from(digits
                .chars()
                .boxed()
                .flatMap(digit -> all.get(digit - '0').stream())
                .filter(sound -> !(sound instanceof Sound.Said || sound instanceof Sound.Given))
                .toList())))
        .mapMaterializedValue(done -> NotUsed.getInstance());
  }
}
