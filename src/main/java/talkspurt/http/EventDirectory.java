package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.control.EventFilter;
import talkspurt.control.Events;
import talkspurt.control.StoredEvent;

/** Tells events, and has them sent to webhooks again. */
public interface EventDirectory {

  /**
   * A webhook of the settings.
   *
   * @param url as it may be shown
   * @param settings what tells its settings from others
   */
  record Webhook(
      String name,
      String url,
      EventFilter wanted,
      boolean masked,
      boolean content,
      String settings) {}

  /** Events behind a number: see {@link Events#page}. */
  CompletionStage<Events.Page> page(EventFilter filter, long after, int limit);

  /** The number of the last event. */
  CompletionStage<Long> last();

  /** The event with an id. */
  CompletionStage<Optional<StoredEvent>> one(String id);

  /** The webhooks of the settings. */
  List<Webhook> webhooks();

  /** How a webhook is; empty until it was looked at first. */
  CompletionStage<Optional<Events.Waiting>> waiting(String webhook);

  /** Has an event sent to a webhook again. */
  CompletionStage<Integer> again(String webhook, StoredEvent event);

  /** Has events sent to a webhook again that happened from a time on and before another; how many. */
  CompletionStage<Integer> again(
      String webhook, EventFilter wanted, Instant from, Optional<Instant> to);

  /** Lets through what is told until the node stops. */
  <T> Flow<T, T, NotUsed> untilTheEnd();
}
