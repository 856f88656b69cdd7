package talkspurt.media.pipeline;

import java.util.Locale;
import java.util.Optional;
import talkspurt.audio.EchoReport;
import talkspurt.call.LineHearing;

/**
 * What hearing came to on one line.
 *
 * @param echo what was known of the echo at the end
 * @param pauses how often the caller's voice paused the bot
 * @param yields how often the bot gave up what it was saying
 * @param resumes how often it resumed
 * @param falseInterruptions how often it resumed because nothing was said
 * @param slowestPauseMs the longest time from speech being noticed to the pause
 */
public record HearingReport(
    EchoReport echo,
    int pauses,
    int yields,
    int resumes,
    int falseInterruptions,
    int slowestPauseMs) {

  /** For the call's story; figures to a tenth. */
  public LineHearing figures() {
    Optional<LineHearing.Echo> known = echo.delayMs() < 0
        ? Optional.empty()
        : Optional.of(new LineHearing.Echo(
            echo.delayMs(), tenths(echo.lossDb()), tenths(echo.removedDb()), echo.jumps()));
    return new LineHearing(known, pauses, yields, resumes, falseInterruptions, slowestPauseMs);
  }

  private static double tenths(float value) {
    return Math.round(value * 10) / 10.0;
  }

  /** For the log. */
  public String text() {
    return (echo.delayMs() < 0
            ? "no echo found"
            : String.format(
                Locale.ROOT,
                "echo after %d ms, ERL %.1f dB, ERLE %.1f dB, %d jumps",
                echo.delayMs(),
                echo.lossDb(),
                echo.removedDb(),
                echo.jumps()))
        + String.format(
            "; %d pauses (slowest after %d ms), %d yields, %d resumes (%d false)",
            pauses, slowestPauseMs, yields, resumes, falseInterruptions);
  }
}
