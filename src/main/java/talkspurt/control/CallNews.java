package talkspurt.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.RecordingPart;

/** Finds what is to be told to others of an event of a call. */
final class CallNews {

  private final CallLogEntry call;
  private final long number;
  private final List<OutgoingEvent> news = new ArrayList<>();

  private CallNews(CallLogEntry call, long number) {
    this.call = call;
    this.number = number;
  }

  /**
   * What is to be told.
   *
   * @param before the call as it was before the event
   * @param now the call after it
   * @param entry its row then
   * @param event of the journal; may be one that cannot be read
   */
  static List<OutgoingEvent> of(
      LoggedCall before, LoggedCall now, CallLogEntry entry, Object event) {
    CallNews news = new CallNews(entry, now.events());
    now.answeredAt().filter(at -> before.answeredAt().isEmpty()).ifPresent(news::started);
    CallFault fault = now.details().faults().get(now.events());
    if (fault != null) {
      news.add(EventType.CALL_FAULT, fault.at(), EventBody.fault(fault));
    }
    if (event instanceof SessionChanged changed) {
      changed.change().recording().parts().forEach(part -> news.recorded(changed, part));
    } else if (event instanceof CallEnded ended) {
      news.add(EventType.CALL_ENDED, ended.at(), EventBody.ended(entry));
    }
    return news.news;
  }

  private void started(Instant at) {
    add(EventType.CALL_STARTED, at, EventBody.started(call));
  }

  /** A part whose recording failed is told as failed, and as ready as well once it is in the bucket. */
  private void recorded(CallEvent event, RecordingPart part) {
    if (part.ready()) {
      add(EventType.RECORDING_READY, event.at(), EventBody.recording(part));
    } else if (part.failed()) {
      add(EventType.RECORDING_FAILED, event.at(), EventBody.recording(part));
    }
  }

  /** An event of the journal is told as one; where that is not so, the later ones have a number of their own. */
  private void add(EventType type, Instant at, Map<String, Object> data) {
    OutgoingEvent one = OutgoingEvent.ofCall(type, call, number, at, data);
    news.add(news.isEmpty() ? one : one.named(one.id() + "_" + (news.size() + 1)));
  }
}
