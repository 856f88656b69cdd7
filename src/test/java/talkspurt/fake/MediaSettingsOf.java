package talkspurt.fake;

import java.time.Duration;
import java.util.function.IntFunction;
import talkspurt.audio.NearEndDetector;
import talkspurt.media.settings.BotSettings;
import talkspurt.media.settings.DoctorSettings;
import talkspurt.media.settings.HearingSettings;
import talkspurt.media.settings.MediaSettings;
import talkspurt.media.settings.PlayoutSettings;
import talkspurt.turn.TurnSettings;

/** Settings of the live half for tests: what is not said is as most tests have it. */
public final class MediaSettingsOf {

  private PlayoutSettings playout = new PlayoutSettings(
      Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(60), Duration.ZERO);
  private TurnSettings turns = Turns.SETTINGS;
  private HearingSettings hearing = new HearingSettings(rateHz -> new FakeEar(), false);
  private DoctorSettings doctor = LineExamination.SETTINGS;
  private Duration transcriptionBacklog = Duration.ofSeconds(10);
  private boolean takeUnannounced = true;
  private Duration takenTimeout = Duration.ofSeconds(30);

  /** Settings of which nothing is said yet. */
  public MediaSettingsOf() {}

  /** How the bot is played. */
  public MediaSettingsOf playout(PlayoutSettings how) {
    playout = how;
    return this;
  }

  /** How turns are taken. */
  public MediaSettingsOf turns(TurnSettings how) {
    turns = how;
    return this;
  }

  /** Who hears the caller, and whether keys are listened for in the sound. */
  public MediaSettingsOf hearing(IntFunction<NearEndDetector> ears, boolean inBandKeys) {
    hearing = new HearingSettings(ears, inBandKeys);
    return this;
  }

  /** What is a fault of a line. */
  public MediaSettingsOf doctor(DoctorSettings how) {
    doctor = how;
    return this;
  }

  /** How much sound waits for a slow transcriber. */
  public MediaSettingsOf transcriptionBacklog(Duration atMost) {
    transcriptionBacklog = atMost;
    return this;
  }

  /** Whether lines are taken that nobody announced. */
  public MediaSettingsOf takeUnannounced(boolean taken) {
    takeUnannounced = taken;
    return this;
  }

  /** How long a turn waits until the call takes it. */
  public MediaSettingsOf takenTimeout(Duration atMost) {
    takenTimeout = atMost;
    return this;
  }

  /** All of it. */
  public MediaSettings settings() {
    return new MediaSettings(
        playout,
        turns,
        hearing,
        doctor,
        new BotSettings(Duration.ofSeconds(20), Duration.ofMillis(500), Duration.ofSeconds(5)),
        transcriptionBacklog,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        takeUnannounced,
        100,
        Duration.ofMillis(200),
        Duration.ofSeconds(60),
        takenTimeout,
        Duration.ofSeconds(5),
        Duration.ofMillis(500));
  }
}
