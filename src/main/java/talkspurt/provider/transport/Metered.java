package talkspurt.provider.transport;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.Retriever;
import talkspurt.provider.SentenceJudge;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SttInput;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.Tools;
import talkspurt.provider.Transcriber;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;

/**
 * Providers whose requests' meters are told what is used of them: they are counted where they ask their
 * server, within what may save asking it, and priced further out, so that another price makes no other
 * connections.
 */
public final class Metered {

  private static final int TOLD_EVERY_MS = 1000;

  private Metered() {}

  /** Uses the sound that it is given. */
  public static Transcriber transcriber(Transcriber transcriber) {
    return request -> Flow.of(SttInput.class)
        .via(counted(
            input -> input instanceof SttInput.Audio audio ? micros(audio.frame()) : 0,
            request.meter()))
        .via(transcriber.transcribe(request));
  }

  /**
   * Uses the text that it is asked to speak, however much of it is heard, and the sound that it makes of it. A text that
   * its server refuses, or is not there for, is not used.
   */
  public static Synthesizer synthesizer(Synthesizer voice) {
    return voice(
        voice,
        request -> Source.lazySource(() -> {
              AskedText asked = new AskedText(request.text(), request.meter());
              return voice
                  .synthesize(request)
                  .map(asked::on)
                  .mapError(Throwable.class, asked::failed)
                  .via(new OnTerminationStage<>(complete -> asked.over()))
                  .via(counted(
                      sound -> sound instanceof Sound.Pcm pcm ? micros(pcm.frame()) : 0,
                      request.meter()));
            })
            .mapMaterializedValue(later -> NotUsed.getInstance()));
  }

  /** Uses the time that it hears the call, beside what it tells by itself. */
  public static SpeechToSpeech bot(SpeechToSpeech bot) {
    return conversation(
        bot,
        request -> Flow.of(Input.class)
            .via(counted(
                input -> input instanceof Input.Audio audio ? micros(audio.frame()) : 0,
                request.meter()))
            .via(bot.converse(request)));
  }

  /** What is used of it is of this name and price. */
  public static Transcriber transcriber(String name, Price price, Transcriber transcriber) {
    return request -> transcriber.transcribe(request.with(request.meter().of(name, price)));
  }

  /** What is used of it is of this name and price. */
  public static Synthesizer synthesizer(String name, Price price, Synthesizer voice) {
    return voice(voice, request -> voice.synthesize(request.with(request.meter().of(name, price))));
  }

  /** What is used of it is of this name and price. */
  public static SpeechToSpeech bot(String name, Price price, SpeechToSpeech bot) {
    return conversation(
        bot, request -> bot.converse(request.with(request.meter().of(name, price))));
  }

  /** What is used of it is of this name and price. */
  public static SentenceJudge judge(String name, Price price, SentenceJudge judge) {
    return (sentence, before, questions, meter) ->
        judge.judge(sentence, before, questions, meter.of(name, price));
  }

  /** What is used of it is of this name and price. */
  public static Retriever retriever(String name, Price price, Retriever documents) {
    return request -> documents.told(request.with(request.meter().of(name, price)));
  }

  /** What is used of it is of this name and price; of a price by the minute, the time of the call. */
  public static Responder responder(String name, Price price, Responder agent) {
    return new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        return agent.respond(request.with(request.meter().of(name, price)), tools);
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
      public Map<String, Price> priceOfTime() {
        return price.knows(Unit.SOUND_MS) ? Map.of(name, price.only(Unit.SOUND_MS)) : Map.of();
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return agent.failure(kind, detail);
      }
    };
  }

  private static Synthesizer voice(
      Synthesizer voice, Function<Synthesizer.Request, Source<Sound, NotUsed>> speech) {
    return new Synthesizer() {
      @Override
      public Source<Sound, NotUsed> synthesize(Request request) {
        return speech.apply(request);
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return voice.failure(kind, detail);
      }
    };
  }

  private static SpeechToSpeech conversation(
      SpeechToSpeech bot, Function<SpeechToSpeech.Request, Flow<Input, Output, NotUsed>> flow) {
    return new SpeechToSpeech() {
      @Override
      public Flow<Input, Output, NotUsed> converse(Request request) {
        return flow.apply(request);
      }

      @Override
      public Duration takesNothingFor() {
        return bot.takesNothingFor();
      }

      @Override
      public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
        return bot.failure(kind, detail);
      }
    };
  }

  private static long micros(AudioFrame frame) {
    return frame.samples().length * 1_000_000L / frame.rateHz();
  }

  /** Tells about once a second, where no sound comes between sound, and at the end, whoever ends it. */
  private static <T> Flow<T, T, NotUsed> counted(ToLongFunction<T> micros, UsageMeter meter) {
    return Flow.<T>create()
        .statefulMap(
            () -> new UntoldSound(meter),
            (sound, next) -> {
              sound.heard(micros.applyAsLong(next));
              return Pair.create(sound, next);
            },
            sound -> {
              sound.tell();
              return Optional.empty();
            });
  }

  /** A text that a voice was asked to speak: used once it is spoken, or nobody waits for that any more. Not thread-safe. */
  private static final class AskedText {

    private final String text;
    private final UsageMeter meter;
    private boolean settled;

    AskedText(String text, UsageMeter meter) {
      this.text = text;
      this.meter = meter;
    }

    Sound on(Sound sound) {
      if (sound instanceof Sound.Pcm) {
        over();
      } else if (sound instanceof Sound.Failed) {
        settled = true;
      }
      return sound;
    }

    Throwable failed(Throwable fault) {
      settled = true;
      return fault;
    }

    void over() {
      if (!settled) {
        settled = true;
        meter.used(UsageMeter.Used.estimated(
            Usage.of(Unit.CHARACTERS, text.codePointCount(0, text.length()))));
      }
    }
  }

  /** Sound of which the meter was not told yet. Not thread-safe. */
  private static final class UntoldSound {

    private final UsageMeter meter;
    private long micros;

    UntoldSound(UsageMeter meter) {
      this.meter = meter;
    }

    void heard(long more) {
      micros += more;
      if (more == 0 || micros >= TOLD_EVERY_MS * 1000L) {
        tell();
      }
    }

    void tell() {
      long ms = micros / 1000;
      if (ms > 0) {
        micros -= ms * 1000;
        meter.used(UsageMeter.Used.estimated(Usage.of(Unit.SOUND_MS, ms)));
      }
    }
  }
}
