package talkspurt.check;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;
import talkspurt.check.ProviderProbe.Timed;
import talkspurt.doctor.Finding;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;

/**
 * What a recogniser makes of speech that is played to it as fast as a caller speaks. One that is too
 * slow is asked once more.
 */
final class HearingAnswer {

  private static final int RATE_HZ = 16_000;
  private static final int QUIET_FRAMES = 15;
  private static final int UTTERANCE = 1;

  private HearingAnswer() {}

  static Finding of(
      ProviderProbe asking, Endpoint.Hears hears, ProfileCheck.Words words, AudioFrame speech) {
    List<SttInput> utterance = utterance(speech);
    int speechMs = (utterance.size() - 1) * AudioFrame.FRAME_MS;
    Transcriber.Request request = new Transcriber.Request(words.language(), phrases(hears, words));
    ProviderProbe.Answer<TranscriptEvent> answer =
        asking.all(words(hears.transcriber(), request, utterance));
    if (answer.all().stream().anyMatch(event -> isTooSlow(event.what()))) {
      // this process, or the server, was cold
      answer = asking.all(words(hears.transcriber(), request, utterance));
    }
    return finding(hears.name(), answer, speechMs, asking.within());
  }

  private static Source<TranscriptEvent, NotUsed> words(
      Transcriber transcriber, Transcriber.Request request, List<SttInput> utterance) {
    return Source.from(utterance)
        .throttle(1, Duration.ofMillis(AudioFrame.FRAME_MS))
        .concat(Source.maybe())
        .via(transcriber.transcribe(request))
        .takeWhile(event -> !ends(event), true);
  }

  private static boolean isTooSlow(TranscriptEvent event) {
    return event instanceof TranscriptEvent.Failed failed
        && failed.failure().kind() == ProviderFailure.Kind.TOO_SLOW;
  }

  private static Finding finding(
      String name, ProviderProbe.Answer<TranscriptEvent> answer, int speechMs, Duration within) {
    int partials = 0;
    for (Timed<TranscriptEvent> event : answer.all()) {
      if (event.what() instanceof TranscriptEvent.Failed failed) {
        return ProfileCheck.failed(name, failed.failure());
      } else if (event.what() instanceof TranscriptEvent.Final told) {
        return told.words().isBlank()
            ? Finding.warn(
                name,
                "answers, but understood none of " + speechMs + " ms of speech",
                "is its model one of the profile's language?")
            : Finding.ok(name, understood(told.words(), event.ms() - speechMs, partials));
      }
      partials += event.what() instanceof TranscriptEvent.Partial ? 1 : 0;
    }
    return Finding.fail(
        name,
        "no final words within " + within.toSeconds() + " s",
        "does it speak what this kind speaks? Its own log may tell");
  }

  private static String understood(String words, int afterMs, int partials) {
    return "understood “" + words + "”, " + Math.max(0, afterMs) + " ms after the last sample; "
        + (partials == 0
            ? "no words before the end, so only sound can interrupt the bot sooner"
            : partials + " times words before the end");
  }

  /** What is played to it as well, in lower case: there are recognisers that know nothing else. */
  private static List<String> phrases(Endpoint.Hears hears, ProfileCheck.Words words) {
    List<String> phrases = new ArrayList<>(hears.phrases());
    phrases.add(
        words.say().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}' ]", "").strip());
    return phrases;
  }

  private static boolean ends(TranscriptEvent event) {
    return event instanceof TranscriptEvent.Final || event instanceof TranscriptEvent.Failed;
  }

  /** A little silence before it and after it, as our own hearing leaves it. */
  private static List<SttInput> utterance(AudioFrame speech) {
    short[] samples = new Resampler(speech.rateHz(), RATE_HZ).convert(speech.samples());
    int length = AudioFrame.samplesPerFrame(RATE_HZ);
    List<SttInput> utterance = new ArrayList<>();
    quiet(utterance);
    for (int at = 0; at < samples.length; at += length) {
      utterance.add(new SttInput.Audio(
          UTTERANCE, new AudioFrame(RATE_HZ, Arrays.copyOfRange(samples, at, at + length))));
    }
    quiet(utterance);
    utterance.add(new SttInput.EndOfSpeech(UTTERANCE));
    return utterance;
  }

  private static void quiet(List<SttInput> utterance) {
    for (int frame = 0; frame < QUIET_FRAMES; frame++) {
      utterance.add(new SttInput.Audio(UTTERANCE, AudioFrame.silence(RATE_HZ)));
    }
  }
}
