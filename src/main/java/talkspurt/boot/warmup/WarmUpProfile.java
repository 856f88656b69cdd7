package talkspurt.boot.warmup;

import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Responder;
import talkspurt.provider.SttInput;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.turn.TurnSettings;

/** Who answers the warm-up's calls: a voice, an agent and a transcriber that cost nothing and ask nobody. */
final class WarmUpProfile {

  static final String NAME = "warm-up";

  private static final int VOICE_HZ = 16_000;
  private static final int SENTENCE_MS = 1200;
  private static final int PIECE_MS = 100;
  private static final String WORDS = "please stop and tell me more";
  private static final List<Synthesizer.Sound> SENTENCE = sentence();

  private WarmUpProfile() {}

  static Profile create(TurnSettings turns) {
    Prompt greeting = new Prompt.Say("A greeting that is a sentence long.");
    return new Profile(
        NAME,
        "en",
        turns,
        new Profile.Agent(
            greeting,
            new Prompt.Say("An apology."),
            new Prompt.Say("A goodbye."),
            transcriber(),
            List.of(WORDS),
            agent(),
            false,
            new Voice(voice(), ""),
            1,
            Toolbox.empty(),
            Filler.none(),
            Optional.empty()));
  }

  private static Synthesizer voice() {
    return request -> Source.from(SENTENCE);
  }

  private static Responder agent() {
    return (request, tools) -> Source.from(List.of(
        new Responder.Part.Say("The first sentence of an answer."),
        new Responder.Part.Say("The second sentence of an answer.")));
  }

  /** Words while there is sound, and the same in the end. */
  private static Transcriber transcriber() {
    return request -> Flow.of(SttInput.class)
        .map(input -> input instanceof SttInput.EndOfSpeech
            ? new TranscriptEvent.Final(input.utterance(), WORDS)
            : new TranscriptEvent.Partial(input.utterance(), WORDS));
  }

  private static List<Synthesizer.Sound> sentence() {
    short[] sound = WarmUpSpeech.of(VOICE_HZ, SENTENCE_MS);
    int size = VOICE_HZ * PIECE_MS / 1000;
    List<Synthesizer.Sound> pieces = new ArrayList<>();
    for (int from = 0; from < sound.length; from += size) {
      pieces.add(new Synthesizer.Sound.Pcm(
          new AudioFrame(VOICE_HZ, Arrays.copyOfRange(sound, from, from + size))));
    }
    return List.copyOf(pieces);
  }
}
