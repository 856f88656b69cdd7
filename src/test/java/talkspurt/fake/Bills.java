package talkspurt.fake;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.SttInput;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Tools;
import talkspurt.provider.Transcriber;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter.Used;
import talkspurt.provider.transport.OnTerminationStage;

/** Stand-ins keep here what they served, as a provider does, and know nothing of what is counted of them elsewhere. */
public final class Bills {

  private static final int TOKENS_READ = 100;
  private static final int TOKENS_CACHED = 64;

  private final Map<String, Map<Unit, Long>> served = new TreeMap<>();

  /** So much was served. */
  public synchronized void served(String provider, Unit unit, long amount) {
    served
        .computeIfAbsent(provider, none -> new EnumMap<>(Unit.class))
        .merge(unit, amount, Long::sum);
  }

  /** What a provider served, by units as they are called in calls. */
  public synchronized Map<String, Long> served(String provider) {
    Map<String, Long> all = new TreeMap<>();
    served.getOrDefault(provider, Map.of()).forEach((unit, sum) -> {
      if (sum > 0) {
        all.put(unit.label(), sum);
      }
    });
    return all;
  }

  /** What a provider takes for it by its prices, in millionths, rounded once. */
  public synchronized long millionths(String provider, Map<Unit, Long> prices) {
    long parts = Price.PARTS / 1_000_000;
    return (new Price(prices).of(new Usage(served.getOrDefault(provider, Map.of()))) + parts / 2)
        / parts;
  }

  /** A recogniser that bills the sound that it gets. */
  public Transcriber transcriber(String name, Transcriber recogniser) {
    return request -> Flow.of(SttInput.class)
        .<SttInput>map(input -> {
          if (input instanceof SttInput.Audio audio) {
            served(name, Unit.SOUND_MS, ms(audio.frame()));
          }
          return input;
        })
        .via(recogniser.transcribe(request));
  }

  /** A voice that bills the characters that it is asked for, but for those that it refuses, and tells the sound that it made. */
  public Synthesizer voice(String name, Synthesizer voice) {
    return new Synthesizer() {
      @Override
      public Source<Sound, NotUsed> synthesize(Request request) {
        served(name, Unit.CHARACTERS, characters(request));
        return voice.synthesize(request).map(sound -> {
          if (sound instanceof Sound.Failed) {
            served(name, Unit.CHARACTERS, -characters(request));
          } else if (sound instanceof Sound.Pcm pcm) {
            served(name, Unit.SOUND_MS, ms(pcm.frame()));
          }
          return sound;
        });
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return voice.failure(kind, detail);
      }
    };
  }

  private static long ms(AudioFrame frame) {
    return frame.samples().length * 1000L / frame.rateHz();
  }

  private static long characters(Synthesizer.Request request) {
    return request.text().codePoints().count();
  }

  /**
   * A model that bills a hundred tokens that it reads, 64 of them cached, and each sentence's letters as tokens that it writes, and tells
   * so when its answer is over, whoever ends it.
   */
  public Responder agent(String name, Responder agent) {
    return new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        long[] written = new long[1];
        boolean[] refused = new boolean[1];
        return agent
            .respond(request, tools)
            .map(part -> {
              refused[0] |= part instanceof Part.Failed && written[0] == 0;
              written[0] += part instanceof Part.Say say ? say.sentence().length() : 0;
              return part;
            })
            .via(new OnTerminationStage<>(complete -> {
              if (!refused[0]) {
                served(name, Unit.INPUT_TOKENS, TOKENS_READ - TOKENS_CACHED);
                served(name, Unit.CACHED_INPUT_TOKENS, TOKENS_CACHED);
                served(name, Unit.OUTPUT_TOKENS, written[0]);
                request
                    .meter()
                    .used(Used.unpriced(Usage.of(Unit.INPUT_TOKENS, TOKENS_READ - TOKENS_CACHED)
                        .and(Unit.CACHED_INPUT_TOKENS, TOKENS_CACHED)
                        .and(Unit.OUTPUT_TOKENS, written[0])));
              }
            }));
      }

      @Override
      public void interrupted(String call, Cut cut) {
        agent.interrupted(call, cut);
      }

      @Override
      public Duration takesNothingFor() {
        return agent.takesNothingFor();
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return agent.failure(kind, detail);
      }
    };
  }
}
