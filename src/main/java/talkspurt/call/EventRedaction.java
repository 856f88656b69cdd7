package talkspurt.call;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.CallerTranscribed;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.HandedOff;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.SentenceWithheld;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallEvent.SpeechCut;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;

/**
 * Events of a call with redacted words: what caller and bot said, what they keyed, what tools were given and told, what
 * operators and programs brought in. What the dialplan told of the call, names of the settings and failures are not words.
 *
 * @param words makes the redacted form of a text; one that is redacted stays as it is
 */
public record EventRedaction(UnaryOperator<String> words) {

  /** So many figures in a row are a number, and not a choice from a menu. */
  private static final Pattern NUMBER_IN_KEYS = Pattern.compile("[0-9]{5,}");

  /** The event as it is to be written. */
  public CallEvent redacted(CallEvent event) {
    if (event instanceof SegmentPlayed played) {
      return new SegmentPlayed(played.at(), played.turn(), spoken(played.words()));
    }
    if (event instanceof SpeechCut cut) {
      return new SpeechCut(cut.at(), cut.turn(), spoken(cut.words()));
    }
    if (event instanceof GreetingPlayed played) {
      return new GreetingPlayed(played.at(), spoken(played.heard()), played.cost());
    }
    if (event instanceof FloorYielded yielded) {
      return new FloorYielded(
          yielded.at(), yielded.turn(), spoken(yielded.heard()), yielded.cost());
    }
    if (event instanceof ReplyPlayed played) {
      return new ReplyPlayed(played.at(), played.turn(), spoken(played.heard()), played.cost());
    }
    if (event instanceof CallerSaid said) {
      return new CallerSaid(said.at(), said.turn(), spoken(said.words()), said.language());
    }
    if (event instanceof CallerTranscribed said) {
      return new CallerTranscribed(said.at(), said.turn(), spoken(said.words()));
    }
    if (event instanceof DigitsCollected keyed) {
      return new DigitsCollected(
          keyed.at(), keyed.turn(), new Digits(keys(keyed.digits().keys())));
    }
    return redactedBesideSpeech(event);
  }

  private CallEvent redactedBesideSpeech(CallEvent event) {
    if (event instanceof CallRegistered registered) {
      return new CallRegistered(registered.at(), plan(registered.plan()));
    }
    if (event instanceof SessionChanged changed) {
      return new SessionChanged(changed.at(), session(changed.change()));
    }
    if (event instanceof ToolRequested asked) {
      return new ToolRequested(
          asked.at(), asked.turn(), asked.key(), asked.name(), arguments(asked.arguments()));
    }
    if (event instanceof ToolReturned told) {
      return new ToolReturned(told.at(), told.key(), words.apply(told.outcome()));
    }
    if (event instanceof HandedOff handed) {
      return new HandedOff(
          handed.at(),
          handed.turn(),
          handed.agent(),
          handed.from(),
          spoken(handed.summary()),
          handed.speaks());
    }
    if (event instanceof SentenceWithheld held) {
      return new SentenceWithheld(held.at(), held.turn(), held.rule(), spoken(held.words()));
    }
    if (wordless(event)) {
      return event;
    }
    throw new AssertionError(event);
  }

  /** Whether nothing that anybody said is in such an event. */
  private static boolean wordless(CallEvent event) {
    return event instanceof CallEvent.LineAttached
        || event instanceof CallEvent.LineLost
        || event instanceof CallEvent.LineFaultFound
        || event instanceof CallEvent.LineFaultCleared
        || event instanceof CallEvent.Failed
        || event instanceof CallEvent.CallerKeptSilent
        || event instanceof CallEvent.BotBegan
        || event instanceof CallEvent.CallerInterrupted
        || event instanceof CallEvent.FloorKept
        || event instanceof CallEvent.TransferRequested
        || event instanceof CallEvent.TransferConfirmed
        || event instanceof CallEvent.ConsultationBegan
        || event instanceof CallEvent.TransferFailed
        || event instanceof CallEvent.ConsentGiven
        || event instanceof CallEvent.ConsentRefused
        || event instanceof CallEvent.OptedOut
        || event instanceof CallEvent.WrapUpBegan
        || event instanceof CallEvent.LongestReached
        || event instanceof CallEvent.GoodbyeBegan
        || event instanceof CallEvent.CallEnded
        || event instanceof CallEvent.CostSettled;
  }

  private SpokenText spoken(SpokenText said) {
    return new SpokenText(
        words.apply(said.text()),
        said.parts().stream()
            .map(part -> new SpokenPart(part.kind(), words.apply(part.words())))
            .toList());
  }

  /** In place of the figures of a number stand as many stars. */
  private static String keys(String keyed) {
    return NUMBER_IN_KEYS
        .matcher(keyed)
        .replaceAll(number -> "*".repeat(number.group().length()));
  }

  private Map<String, String> arguments(Map<String, String> given) {
    Map<String, String> redacted = new HashMap<>();
    given.forEach((name, value) -> redacted.put(name, words.apply(value)));
    return redacted;
  }

  /** What the dialplan told stays: the number of the caller is kept beside the words. */
  private CallPlan plan(CallPlan told) {
    EarlierCalls earlier = told.earlier();
    return told.with(session(told.session()))
        .with(conduct(told.conduct()))
        .earlier(new EarlierCalls(
            earlier.known(),
            earlier.count(),
            earlier.lastAt(),
            words.apply(earlier.lastOutcome())));
  }

  private Conduct conduct(Conduct known) {
    return new Conduct(
        known.agent(),
        known.from(),
        spoken(known.summary()),
        known.handoffs(),
        known.inARow(),
        known.withheld().stream()
            .map(one -> new Withheld(one.turn(), one.rule(), spoken(one.words())))
            .toList());
  }

  private SessionChange session(SessionChange change) {
    return new SessionChange(
        change.instructions().map(words),
        change.voice(),
        change.tools(),
        change.turnDetection(),
        change.turn(),
        change.language(),
        change.hold(),
        change.interventions().stream().map(this::intervention).toList(),
        change.recording(),
        change.orders().stream().map(this::order).toList());
  }

  /** Keys that were sent may be a number, too; they are written once they were handed over to be sent. */
  private ChannelOrder order(ChannelOrder one) {
    return one.command() instanceof ChannelCommand.SendDigits sent
        ? one.with(new ChannelCommand.SendDigits(keys(sent.keys())))
        : one;
  }

  private Intervention intervention(Intervention one) {
    return new Intervention(
        one.id(),
        one.kind(),
        words.apply(one.words()),
        one.by(),
        one.when(),
        one.language(),
        one.speaks(),
        one.at(),
        one.turn(),
        one.begunAt());
  }
}
