package talkspurt.exchange.ami;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.StatusAction;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewStateEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.StatusEvent;
import talkspurt.outbound.DialOrder;
import talkspurt.outbound.DialProgress;
import talkspurt.outbound.Dialler;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.Trunk;

/**
 * Dials by AMI's Originate. The channel gets the attempt as its unique id, so that events tell of it by that, and anybody finds
 * it again after a restart. Thread-safe.
 */
final class AmiDialler implements Dialler {

  private static final int RINGING = 5;
  private static final int UP = 6;

  /** That a channel is gone may be told a little after that it could not be dialled. */
  private static final Duration CAUSE_WITHIN = Duration.ofSeconds(1);

  private final List<AmiHost> hosts;
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

  /**
   * One of these.
   *
   * @param hosts whose events are shown to {@link #on}, and whose ends to {@link #lost}
   */
  AmiDialler(List<AmiHost> hosts) {
    this.hosts = hosts;
  }

  /**
   * An attempt of ours that has not come to its end.
   *
   * @param cause why its channel was hung up, where it was
   * @param failed what Asterisk makes of it, where it could not be dialled, or nobody answered
   */
  private record Attempt(
      AmiHost host,
      Consumer<DialProgress> told,
      boolean rang,
      Optional<ReleaseCause> cause,
      Optional<ReleaseCause> failed) {

    Attempt ringing() {
      return new Attempt(host, told, true, cause, failed);
    }

    Attempt released(ReleaseCause why) {
      return new Attempt(host, told, rang, Optional.of(why), failed);
    }

    Attempt failed(ReleaseCause why) {
      return new Attempt(host, told, rang, cause, Optional.of(why));
    }

    /** What the network told counts, else what Asterisk makes of it; empty while it goes on. */
    Optional<DialProgress> end() {
      return failed.map(
          why -> new DialProgress.Released(cause.filter(one -> one.q850() > 0).orElse(why)));
    }
  }

  @Override
  public boolean ready(Trunk trunk) {
    return host(trunk).isPresent();
  }

  /** The first that is connected of those that may dial for a trunk. */
  private Optional<AmiHost> host(Trunk trunk) {
    return of(trunk).stream().filter(AmiHost::connected).findFirst();
  }

  private List<AmiHost> of(Trunk trunk) {
    return trunk
        .host()
        .map(name -> hosts.stream().filter(host -> host.name().equals(name)).toList())
        .orElse(hosts);
  }

  @Override
  public void dial(DialOrder order, Consumer<DialProgress> told) {
    Optional<AmiHost> host = host(order.trunk());
    if (host.isEmpty()) {
      told.accept(new DialProgress.NotSent(
          "no host of trunk " + order.trunk().name() + " is connected by AMI"));
      return;
    }
    attempts.put(
        order.attempt(), new Attempt(host.get(), told, false, Optional.empty(), Optional.empty()));
    host.get().send(new DialAction(order)).thenAccept(reply -> answered(order.attempt(), reply));
  }

  /** That Asterisk has begun. What it refuses was surely not dialled. */
  private void answered(String attempt, AmiReply reply) {
    if (reply instanceof AmiReply.Answered answer && answer.success()) {
      return;
    }
    if (reply instanceof AmiReply.NoAnswer nothing) {
      over(attempt, new DialProgress.Lost(nothing.why()));
    } else {
      over(attempt, new DialProgress.NotSent(reply.outcome().why()));
    }
  }

  private void over(String attempt, DialProgress last) {
    Attempt known = attempts.remove(attempt);
    if (known != null) {
      known.told().accept(last);
    }
  }

  /** Something has happened on a host. */
  void on(ManagerEvent event) {
    if (event instanceof NewStateEvent state) {
      if (state.getChannelState() != null && state.getChannelState() == RINGING) {
        rings(state.getUniqueId());
      }
    } else if (event instanceof HangupEvent hangup) {
      with(hangup.getUniqueId(), known -> known.released(cause(hangup)));
      ended(hangup.getUniqueId());
    } else if (event instanceof OriginateResponseEvent response && response.getActionId() != null) {
      settled(response.getActionId(), response);
    }
  }

  private void rings(String attempt) {
    Attempt before = attempt == null ? null : attempts.get(attempt);
    if (before != null && !before.rang()) {
      with(attempt, Attempt::ringing);
      before.told().accept(new DialProgress.Ringing());
    }
  }

  private void with(String attempt, UnaryOperator<Attempt> change) {
    if (attempt != null) {
      attempts.computeIfPresent(attempt, (name, known) -> change.apply(known));
    }
  }

  private static ReleaseCause cause(HangupEvent hangup) {
    int q850 = hangup.getCause() == null ? 0 : hangup.getCause();
    return new ReleaseCause(
        q850 >= 0 && q850 <= 127 ? q850 : 0,
        hangup.getCauseTxt() == null ? "" : hangup.getCauseTxt());
  }

  /** Asterisk tells it when the channel is answered, or cannot be any more. */
  private void settled(String attempt, OriginateResponseEvent response) {
    Attempt known = attempts.get(attempt);
    if (known == null) {
      return;
    }
    if (response.isSuccess()) {
      over(attempt, new DialProgress.Answered());
      return;
    }
    with(attempt, before -> before.failed(none(response)));
    if (known.cause().isPresent()) {
      ended(attempt);
    } else {
      known.host().after(CAUSE_WITHIN).thenRun(() -> ended(attempt));
    }
  }

  private void ended(String attempt) {
    Optional.ofNullable(attempt)
        .map(attempts::get)
        .flatMap(Attempt::end)
        .ifPresent(end -> over(attempt, end));
  }

  /** What Asterisk makes of it where the network told no cause. */
  private static ReleaseCause none(OriginateResponseEvent response) {
    int reason = response.getReason() == null ? 0 : response.getReason();
    return switch (reason) {
      case 5 -> new ReleaseCause(17, "busy");
      case 8 -> new ReleaseCause(34, "congestion");
      case 1, 3 -> new ReleaseCause(19, "no answer");
      case 0 -> new ReleaseCause(0, "could not be dialled");
      default -> new ReleaseCause(0, "reason " + reason + " of Asterisk");
    };
  }

  /** The connection to a host has ended: what becomes of its attempts nobody tells any more. */
  void lost(String host) {
    attempts.forEach((attempt, known) -> {
      if (known.host().name().equals(host)) {
        over(
            attempt,
            known
                .end()
                .orElse(new DialProgress.Lost("the connection to Asterisk " + host + " was lost")));
      }
    });
  }

  /** An answered one is let be: its call has begun. */
  @Override
  public void cancel(String attempt) {
    hosts.stream()
        .filter(AmiHost::connected)
        .forEach(host -> find(host, attempt).thenAccept(found -> {
          if (found == Found.RINGING) {
            host.send(new HangupAction(attempt));
          }
        }));
  }

  @Override
  public CompletionStage<Found> find(String attempt, Trunk trunk) {
    CompletionStage<Found> all = CompletableFuture.completedFuture(Found.NONE);
    if (of(trunk).isEmpty()) {
      return CompletableFuture.completedFuture(Found.UNREACHABLE);
    }
    for (AmiHost host : of(trunk)) {
      all = all.thenCombine(find(host, attempt), AmiDialler::better);
    }
    return all;
  }

  private static Found better(Found one, Found other) {
    for (Found best : List.of(Found.ANSWERED, Found.RINGING, Found.UNREACHABLE)) {
      if (one == best || other == best) {
        return best;
      }
    }
    return Found.NONE;
  }

  /** Asterisk takes the unique id of a channel for its name. */
  private static CompletionStage<Found> find(AmiHost host, String attempt) {
    return host.send(new StatusAction(attempt)).thenApply(reply -> {
      if (!(reply instanceof AmiReply.Answered answered)) {
        return Found.UNREACHABLE;
      }
      return answered.events().stream()
          .filter(StatusEvent.class::isInstance)
          .map(StatusEvent.class::cast)
          .filter(row -> attempt.equals(row.getUniqueId()))
          .findFirst()
          .map(row -> row.getChannelState() != null && row.getChannelState() == UP
              ? Found.ANSWERED
              : Found.RINGING)
          .orElse(Found.NONE);
    });
  }
}
