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
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageCount;

/**
 * Providers whose requests' meters are told what is used of them: they are counted where they ask their
 * server, within what may save asking it, and priced further out, so that another price makes no other
 * connections.
 */
public final class Metered {

  private Metered() {}

  /** Uses the sound that it is given. */
  public static Transcriber transcriber(Transcriber transcriber) {
    return request -> Flow.of(SttInput.class)
        .via(counted(
            input -> input instanceof SttInput.Audio audio ? micros(audio.frame()) : 0,
            new UsageCount(request.meter())))
        .via(transcriber.transcribe(request));
  }

  /**
   * Uses the text that it is asked to speak, however much of it is heard, and the sound that it makes of it. A text that
   * its server refuses, or is not there for, is not used. What the voice tells its request's meter of that counts instead.
   */
  public static Synthesizer synthesizer(Synthesizer voice) {
    return voice(
        voice,
        request -> Source.lazySource(() -> {
              UsageCount count = new UsageCount(request.meter());
              AskedText asked = new AskedText(request.text(), count);
              return voice
                  .synthesize(request.with(count))
                  .map(asked::on)
                  .mapError(Throwable.class, asked::failed)
                  .via(new OnTerminationStage<>(complete -> asked.over()))
                  .via(counted(
                      sound -> sound instanceof Sound.Pcm pcm ? micros(pcm.frame()) : 0, count));
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
                new UsageCount(request.meter())))
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

  /** What it tells to be used of somebody else, who goes by this name, has this price. */
  public static SpeechToSpeech botBeside(String name, Price price, SpeechToSpeech bot) {
    return conversation(
        bot, request -> bot.converse(request.with(request.meter().pricing(name, price))));
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
  private static <T> Flow<T, T, NotUsed> counted(ToLongFunction<T> micros, UsageCount count) {
    return Flow.<T>create()
        .statefulMap(
            () -> new SoundCount(count),
            (sound, next) -> {
              long more = micros.applyAsLong(next);
              if (more > 0) {
                sound.add(more);
              } else {
                sound.tell();
              }
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
    private final UsageCount count;
    private boolean settled;

    AskedText(String text, UsageCount count) {
      this.text = text;
      this.count = count;
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
        count.estimate(Unit.CHARACTERS, text.codePointCount(0, text.length()));
      }
    }
  }
}
