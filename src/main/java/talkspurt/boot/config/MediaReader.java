package talkspurt.boot.config;

import java.util.Arrays;
import java.util.stream.Collectors;
import talkspurt.audio.NearEndDetector;
import talkspurt.call.LineFault;
import talkspurt.media.settings.BotSettings;
import talkspurt.media.settings.DoctorSettings;
import talkspurt.media.settings.HearingSettings;
import talkspurt.media.settings.MediaSettings;
import talkspurt.media.settings.PlayoutSettings;
import talkspurt.turn.TurnSettings;

/** Reads what holds for the live half of calls: the blocks {@code media}, {@code doctor}, {@code turn}. */
final class MediaReader {

  private MediaReader() {}

  static MediaSettings media(ConfigSection root) {
    ConfigSection calls = root.section("calls");
    boolean takeUnannounced =
        calls.check(block -> takesUnannounced(block, AccessReader.onlyHere(root)));
    TurnReader reader = new TurnReader(root);
    reader.checkAll();
    TurnSettings turns = reader.turns("en");
    PlayoutSettings playout = root.section("media").section("playout").check(MediaReader::playout);
    DoctorSettings doctor = root.section("doctor").check(MediaReader::doctor);
    return root.section("media")
        .check(block -> new MediaSettings(
            playout,
            turns,
            new HearingSettings(
                NearEndDetector::of, block.flag("in-band-keys"), NearEndDetector.ENDS_LATE),
            doctor,
            block.section("bot").check(MediaReader::bot),
            block.duration("transcription-backlog"),
            block.duration("key-pause"),
            calls.duration("announce-timeout"),
            takeUnannounced,
            calls.number("max-unannounced"),
            block.duration("retry-every"),
            block.duration("give-up-after"),
            block.duration("taken-timeout"),
            block.duration("keep-every"),
            block.duration("journal-after")));
  }

  private static boolean takesUnannounced(ConfigSection calls, boolean onlyHere) {
    String choice = calls.text("unannounced");
    return switch (choice) {
      case "auto" -> onlyHere;
      case "accept" -> true;
      case "refuse" -> false;
      default ->
        throw new IllegalArgumentException(
            "unannounced is " + choice + "; allowed: auto, accept, refuse");
    };
  }

  private static DoctorSettings doctor(ConfigSection block) {
    return new DoctorSettings(
        block.flag("examine"),
        block.texts("ignore").stream().map(MediaReader::fault).collect(Collectors.toSet()),
        block.duration("no-frames-for"),
        block.duration("frames-stopped-for"),
        block.duration("silent-for"),
        block.duration("wrong-sound-for"),
        block.duration("wrong-rate-for"),
        block.duration("not-read-for"),
        block.duration("host-lost-after"),
        block.duration("max-waiting"),
        block.duration("waiting-for"),
        block.duration("loop-for"));
  }

  private static LineFault fault(String label) {
    return Arrays.stream(LineFault.values())
        .filter(fault -> fault.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("ignore has '" + label + "'; allowed: "
            + Arrays.stream(LineFault.values()).map(LineFault::label).toList()));
  }

  private static BotSettings bot(ConfigSection block) {
    return new BotSettings(
        block.duration("max-queued"), block.duration("turn-gap"), block.duration("caller-backlog"));
  }

  private static PlayoutSettings playout(ConfigSection block) {
    return new PlayoutSettings(
        block.duration("low-water"),
        block.duration("high-water"),
        block.duration("start-at"),
        block.duration("fade"),
        BackgroundReader.read(block));
  }
}
