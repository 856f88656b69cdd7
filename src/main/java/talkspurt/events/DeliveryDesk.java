package talkspurt.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.control.DueDelivery;
import talkspurt.control.EventBody;
import talkspurt.control.Events;
import talkspurt.control.StoredEvent;
import talkspurt.control.WebhookState;
import talkspurt.events.EventReceiver.Answer;
import talkspurt.provider.transport.Backoff;
import talkspurt.telemetry.EventMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Sends a webhook its events, a few at a time: what its receiver does not take waits and is sent again, until that has been
 * tried for too long. One round at a time.
 */
final class DeliveryDesk {

  /** Where the events are. */
  interface Outbox {

    /** See {@link Events#take}. */
    CompletionStage<Events.Work> take(EventWebhook webhook, Instant since, int most, Instant now);

    /** See {@link Events#settle}. */
    CompletionStage<Void> settle(
        List<DueDelivery> done, Map<DueDelivery, Instant> later, WebhookState state);

    /** What was said in the call of an event, for a webhook that is told words. */
    CompletionStage<Map<String, Object>> words(StoredEvent event);
  }

  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryDesk.class);

  private final EventWebhook webhook;
  private final EventReceiver receiver;
  private final Outbox outbox;
  private final EventSettings settings;
  private final InstantSource clock;
  private final EventMetrics metrics;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private ReceiverWatch watch;

  DeliveryDesk(
      EventWebhook webhook,
      EventReceiver receiver,
      Outbox outbox,
      EventSettings settings,
      InstantSource clock,
      EventMetrics metrics) {
    this.webhook = webhook;
    this.receiver = receiver;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** What came of one event. */
  private record Sent(DueDelivery due, Answer answer) {}

  /** Sends what is due; whether there may be more at once. Fails with the database's fault. */
  CompletionStage<Boolean> round() {
    Instant now = clock.instant();
    int most = watch == null ? settings.parallel() : watch.most(now);
    if (most == 0) {
      return CompletableFuture.completedFuture(false);
    }
    return outbox
        .take(webhook, now.minus(settings.giveUpAfter()), watch == null ? 1 : most, now)
        .thenCompose(work -> {
          if (watch == null) {
            watch = new ReceiverWatch(settings, work.state().failingSince().isPresent());
          }
          giveUp(work.givenUp());
          return work.taken().isEmpty()
              ? CompletableFuture.completedFuture(false)
              : send(work).thenApply(sent -> true);
        });
  }

  private CompletionStage<Void> send(Events.Work work) {
    List<CompletableFuture<Sent>> posts = work.taken().stream()
        .map(due -> post(due).thenApply(answer -> new Sent(due, answer)).toCompletableFuture())
        .toList();
    return CompletableFuture.allOf(posts.toArray(CompletableFuture<?>[]::new))
        .thenCompose(all ->
            settle(work.state(), posts.stream().map(CompletableFuture::join).toList()));
  }

  private CompletionStage<Answer> post(DueDelivery due) {
    CompletionStage<Map<String, Object>> words =
        webhook.content() ? outbox.words(due.event()) : CompletableFuture.completedFuture(Map.of());
    return words.thenCompose(known -> receiver.post(
        due.event().id(), clock.instant(), EventBody.posted(due.event(), webhook.masked(), known)));
  }

  private CompletionStage<Void> settle(WebhookState before, List<Sent> all) {
    Instant now = clock.instant();
    List<DueDelivery> done = new ArrayList<>();
    Map<DueDelivery, Instant> later = new HashMap<>();
    WebhookState state = before;
    Duration hint = Duration.ZERO;
    boolean failing = false;
    for (Sent sent : all) {
      if (sent.answer() instanceof Answer.NotTaken not) {
        metrics.delivery(webhook.name(), "failed");
        later.put(sent.due(), now.plus(waitAfter(sent.due().attempts(), not.delay())));
        hint = not.delay().compareTo(hint) > 0 ? not.delay() : hint;
        failing |= !not.ofEvent();
        state = not.ofEvent() ? refused(state, sent.due(), not, now) : state.failed(now, not.why());
      } else if (sent.answer() instanceof Answer.Taken) {
        metrics.delivery(webhook.name(), "delivered");
        done.add(sent.due());
      } else if (sent.answer() instanceof Answer.Gone gone) {
        return gone(before, gone, now);
      } else {
        throw new AssertionError(sent.answer());
      }
    }
    if (!done.isEmpty()) {
      tell(watch.taken(), state, now);
      state = state.delivered(now);
    } else if (failing) {
      tell(watch.failed(now, hint), state, now);
    } else {
      tell(watch.taken(), state, now); // it refuses these, but it is there
      state = state.back();
    }
    return outbox.settle(done, later, state);
  }

  private Duration waitAfter(int attempts, Duration hint) {
    Duration wait = Backoff.pause(settings.backOff(), settings.longestBackOff(), attempts - 1);
    return wait.compareTo(hint) < 0 ? hint : wait;
  }

  private WebhookState refused(
      WebhookState state, DueDelivery due, Answer.NotTaken not, Instant now) {
    if (due.attempts() == 1) {
      limited.log(
          "refused",
          more -> LOG.warn(
              "webhook {} refuses event {} ({}), which is sent again until it takes it or {} h are over{}",
              webhook.name(),
              due.event().id(),
              not.why(),
              settings.giveUpAfter().toHours(),
              more));
    }
    return state.refused(now, not.why());
  }

  private CompletionStage<Void> gone(WebhookState before, Answer.Gone gone, Instant now) {
    metrics.delivery(webhook.name(), "gone");
    LOG.warn(
        "webhook {} wants no more events ({}): none is sent until its settings change",
        webhook.name(),
        gone.why());
    return outbox.settle(List.of(), Map.of(), before.gone(now, webhook.fingerprint(), gone.why()));
  }

  private void tell(ReceiverWatch.News news, WebhookState state, Instant now) {
    switch (news) {
      case FAILS ->
        LOG.warn(
            "webhook {} takes no events ({}): they wait for it, for {} h at most",
            webhook.name(),
            state.failure(),
            settings.giveUpAfter().toHours());
      case TAKES_AGAIN ->
        LOG.info(
            "webhook {} takes events again, after {} s",
            webhook.name(),
            state
                .failingSince()
                .map(since -> Duration.between(since, now).toSeconds())
                .orElse(0L));
      case NOTHING -> {}
      default -> throw new AssertionError(news);
    }
  }

  private void giveUp(int events) {
    if (events > 0) {
      metrics.givenUp(webhook.name(), events);
      LOG.warn(
          "webhook {} was not sent {} events that it had not taken for {} h, and will not be",
          webhook.name(),
          events,
          settings.giveUpAfter().toHours());
    }
  }
}
