package talkspurt.provider.command;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.List;

/**
 * A program that speaks.
 *
 * @param provider its name in metrics and failures
 * @param program the program and its arguments, in which {@code {text}}, {@code {voice}} and {@code
 *     {language}} are replaced; without {@code {text}} it reads the text from its standard input
 * @param voice what stands for {@code {voice}}
 * @param output what it writes to its standard output
 * @param rateHz samples per second of what it writes, where that is no WAV file
 * @param maxPrograms how many may run at once
 * @param maxCharacters how long a text may be
 * @param firstSoundTimeout how long its first sound may take
 * @param nextSoundTimeout how long it may pause while sound is wanted
 */
public record CommandSettings(
    String provider,
    List<String> program,
    String voice,
    Output output,
    int rateHz,
    int maxPrograms,
    int maxCharacters,
    Duration firstSoundTimeout,
    Duration nextSoundTimeout) {

  /** What a program writes. */
  public enum Output {
    WAV,
    PCM
  }

  public CommandSettings {
    program = List.copyOf(program);
    if (program.isEmpty() || program.get(0).isBlank() || program.get(0).contains("{")) {
      throw new IllegalArgumentException(
          "program is " + program + "; allowed: a program and its arguments, each a text");
    }
    within("rate-hz", rateHz, 8000, 192_000);
    within("max-programs", maxPrograms, 1, 1000);
    within("max-characters", maxCharacters, 10, 10_000);
    within("first-sound-timeout", firstSoundTimeout, 50, 60_000);
    within("next-sound-timeout", nextSoundTimeout, 50, 60_000);
  }

  boolean textByInput() {
    return program.stream().noneMatch(argument -> argument.contains("{text}"));
  }
}
