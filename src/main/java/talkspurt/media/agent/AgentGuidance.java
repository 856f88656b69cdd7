package talkspurt.media.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import talkspurt.call.Instruction;
import talkspurt.call.Intervention;
import talkspurt.call.SessionChange;
import talkspurt.call.TranscriptEntry;
import talkspurt.provider.Responder.Guidance;
import talkspurt.provider.Responder.Note;

/** What operators and programs want of an agent, as it stands among what was said. */
final class AgentGuidance {

  private AgentGuidance() {}

  /**
   * For a reply.
   *
   * @param lines what was said, as the agent reads it
   */
  static Guidance of(Instruction.Answer answer, List<TranscriptEntry> lines) {
    SessionChange session = answer.plan().session();
    List<Note> notes = session.interventions().stream()
        .flatMap(one -> note(one, lines).stream())
        .toList();
    return new Guidance(session.instructions(), notes);
  }

  private static Optional<Note> note(Intervention one, List<TranscriptEntry> lines) {
    if (!one.forCaller()) {
      return Optional.of(new Note(one.by(), one.words(), before(one.at(), lines)));
    }
    return one.begunAt()
        .map(at -> before(at, lines))
        .filter(at -> at < lines.size() && said(one, lines.get(at)))
        .map(at -> new Note(one.by(), "", at));
  }

  /** Of words that were cut before any was heard there is no line. */
  private static boolean said(Intervention one, TranscriptEntry line) {
    return line.speaker() == TranscriptEntry.Speaker.BOT
        && plain(one.words()).startsWith(plain(line.words().answer().text()));
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** What was heard in a turn stands behind what came before that turn. */
  private static int before(Instant at, List<TranscriptEntry> lines) {
    Stream<TranscriptEntry> earlier = lines.stream().filter(line -> !line.at().isAfter(at));
    return (int) earlier.count();
  }
}
