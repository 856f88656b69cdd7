package talkspurt.provider.command;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.concurrent.Semaphore;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.transport.SpeechThreads;
import talkspurt.provider.tts.PcmReader;
import talkspurt.provider.tts.SoundReader;
import talkspurt.provider.tts.SoundStream;
import talkspurt.provider.tts.WavReader;

/**
 * Speaks by a program, one run a sentence. A pipe is between: a program that is ahead of what is
 * played waits. One that nobody listens to any more is killed.
 */
public final class CommandSynthesizer implements Synthesizer {

  private static final int CHUNKS_AHEAD = 2;

  private final CommandSettings settings;
  private final Semaphore programs;

  private CommandSynthesizer(CommandSettings settings) {
    this.settings = settings;
    this.programs = new Semaphore(settings.maxPrograms());
  }

  /** A voice by these settings. */
  public static Synthesizer create(CommandSettings settings) {
    return new CommandSynthesizer(settings);
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    return SoundStream.told(
        settings.provider(),
        Source.lazySource(() -> spoken(request))
            .mapMaterializedValue(later -> NotUsed.getInstance()));
  }

  private Source<Sound, NotUsed> spoken(Request request) {
    if (request.text().length() > settings.maxCharacters()) {
      throw ProviderFault.of(
          Kind.REJECTED_REQUEST,
          settings.provider(),
          "a text of " + request.text().length() + " characters; allowed: "
              + settings.maxCharacters());
    }
    if (!SoundStream.speakable(request.text())) {
      return Source.empty();
    }
    if (!programs.tryAcquire()) {
      throw ProviderFault.of(
          Kind.OVERLOADED,
          settings.provider(),
          settings.maxPrograms() + " programs are running already");
    }
    RunningProgram program = new RunningProgram(
        settings.provider(), ProgramInput.of(settings, request), programs::release);
    Source<byte[], NotUsed> bytes = Source.unfoldResource(
            program::start, RunningProgram::read, RunningProgram::kill)
        .async(SpeechThreads.DISPATCHER, CHUNKS_AHEAD)
        .via(SoundStream.patience(settings.firstSoundTimeout(), settings.nextSoundTimeout()))
        .watchTermination((nothing, end) -> {
          end.whenComplete((done, failure) -> program.kill());
          return NotUsed.getInstance();
        });
    return SoundStream.read(settings.provider(), request.text(), bytes, this::reader);
  }

  private SoundReader reader() {
    return settings.output() == CommandSettings.Output.WAV
        ? new WavReader(settings.provider())
        : new PcmReader(settings.provider(), settings.rateHz());
  }
}
