package talkspurt.exchange.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.MuteAudioAction;
import org.asteriskjava.manager.action.PlayDtmfAction;
import org.asteriskjava.manager.action.StatusAction;
import org.asteriskjava.manager.event.StatusEvent;
import talkspurt.call.ChannelCommand;
import talkspurt.call.CommandOutcome;
import talkspurt.exchange.CallChannel;
import talkspurt.exchange.Exchange;
import talkspurt.exchange.ExchangeEvent;
import talkspurt.exchange.ExchangeSettings;
import talkspurt.outbound.Dialler;
import talkspurt.telemetry.ExchangeMetrics;

/** The hosts of the settings, each over its own connection. */
public final class AmiExchange implements Exchange, AutoCloseable {

  /** Quiet, over when the caller's channel is, and of no other channel, whatever keys are pressed; with B it is heard, too. */
  private static final String MONITORS = "quES";

  private static final String JOINS = "quESB";

  /** What separates or quotes arguments of an application. */
  private static final Pattern SEPARATORS = Pattern.compile("[,()\"\\\\$|]");

  private final List<AmiHost> hosts;
  private final SortedMap<String, String> phones;
  private final AmiDialler dialler;
  private final ExchangeMetrics metrics;

  private AmiExchange(
      List<AmiHost> hosts,
      SortedMap<String, String> phones,
      AmiDialler dialler,
      ExchangeMetrics metrics) {
    this.hosts = hosts;
    this.phones = phones;
    this.dialler = dialler;
    this.metrics = metrics;
  }

  /**
   * Begins to connect to all hosts, and returns at once.
   *
   * @param dials whether calls are made: then each host tells of all its channels
   */
  public static AmiExchange start(
      ExchangeSettings settings, boolean dials, ExchangeMetrics metrics) {
    List<AmiHost> hosts = settings.hosts().stream()
        .map(host -> new AmiHost(host, settings, metrics))
        .toList();
    AmiDialler dialler = new AmiDialler(hosts);
    for (AmiHost host : hosts) {
      if (dials) {
        host.watch(dialler::on, () -> dialler.lost(host.name()));
      }
      host.start();
    }
    return new AmiExchange(hosts, settings.phones(), dialler, metrics);
  }

  /** By which calls are made. */
  public Dialler dialler() {
    return dialler;
  }

  @Override
  public List<HostState> hosts() {
    return hosts.stream()
        .map(host -> new HostState(host.name(), host.connected()))
        .toList();
  }

  @Override
  public List<String> phones() {
    return List.copyOf(phones.keySet());
  }

  @Override
  public CompletionStage<Optional<CallChannel>> find(UUID callId, String told) {
    CompletionStage<Optional<CallChannel>> asTold = told.isBlank() || unsendable(told)
        ? CompletableFuture.completedFuture(Optional.empty())
        : first(host -> carries(host, told, callId));
    return asTold.thenCompose(found -> found.isPresent()
        ? CompletableFuture.completedFuture(found)
        : first(host -> search(host, callId)));
  }

  /** What the first of the connected hosts finds, in the order of the settings; all are asked at once. */
  private CompletionStage<Optional<CallChannel>> first(
      Function<AmiHost, CompletionStage<Optional<String>>> question) {
    CompletionStage<Optional<CallChannel>> found =
        CompletableFuture.completedFuture(Optional.empty());
    List<CompletionStage<Optional<CallChannel>>> answers = new ArrayList<>();
    for (AmiHost host : hosts) {
      if (host.connected()) {
        answers.add(question
            .apply(host)
            .thenApply(name -> name.map(known -> new CallChannel(host.name(), known))));
      }
    }
    for (CompletionStage<Optional<CallChannel>> answer : answers) {
      found = found.thenCombine(answer, (before, next) -> before.or(() -> next));
    }
    return found;
  }

  private static CompletionStage<Optional<String>> carries(
      AmiHost host, String channel, UUID callId) {
    return host.send(new GetVarAction(channel, ChannelSearch.VARIABLE))
        .thenApply(reply -> reply instanceof AmiReply.Answered answered
                && answered.success()
                && ChannelSearch.is(callId, answered.response().getAttribute("value"))
            ? Optional.of(channel)
            : Optional.empty());
  }

  private static CompletionStage<Optional<String>> search(AmiHost host, UUID callId) {
    StatusAction all = new StatusAction();
    all.setVariables(ChannelSearch.VARIABLE);
    return host.send(all).thenApply(reply -> {
      if (!(reply instanceof AmiReply.Answered answered)) {
        return Optional.empty();
      }
      List<ChannelSearch.Row> rows = answered.events().stream()
          .filter(StatusEvent.class::isInstance)
          .map(StatusEvent.class::cast)
          .map(event -> new ChannelSearch.Row(
              event.getChannel(),
              event.getVariables() == null
                  ? ""
                  : event.getVariables().getOrDefault(ChannelSearch.VARIABLE, "")))
          .toList();
      return ChannelSearch.caller(rows, callId);
    });
  }

  @Override
  public CompletionStage<CommandOutcome> run(CallChannel channel, ChannelCommand command) {
    return host(channel.host())
        .map(host -> run(host, channel.name(), command))
        .orElseGet(() -> unknown(channel.host()))
        .thenApply(outcome -> {
          metrics.command(command.label(), outcome.label());
          return outcome;
        });
  }

  @Override
  public CompletionStage<CommandOutcome> tell(String host, ExchangeEvent event) {
    return host(host)
        .map(known -> known.send(new UserEventAction(event)).thenApply(AmiReply::outcome))
        .orElseGet(() -> unknown(host));
  }

  private static CompletionStage<CommandOutcome> unknown(String host) {
    return CompletableFuture.completedFuture(
        new CommandOutcome.Unreachable("the settings know no host " + host));
  }

  private Optional<AmiHost> host(String name) {
    return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
  }

  private CompletionStage<CommandOutcome> run(
      AmiHost host, String channel, ChannelCommand command) {
    if (unsendable(channel)) {
      return CompletableFuture.completedFuture(
          new CommandOutcome.Refused("the channel's name has control characters"));
    }
    if (command instanceof ChannelCommand.SendDigits digits) {
      return new DigitRun(
              digits.keys(),
              key -> host.send(key(channel, key)).thenApply(AmiReply::outcome),
              host::after)
          .start();
    } else if (command instanceof ChannelCommand.Mute mute) {
      return host.send(muting(channel, mute.direction(), MuteAudioAction.State.MUTE))
          .thenApply(AmiReply::outcome);
    } else if (command instanceof ChannelCommand.Unmute unmute) {
      return host.send(muting(channel, unmute.direction(), MuteAudioAction.State.UNMUTE))
          .thenApply(AmiReply::outcome);
    } else if (command instanceof ChannelCommand.Monitor monitor) {
      return rings(host, channel, monitor.phone(), MONITORS);
    } else if (command instanceof ChannelCommand.Join join) {
      return rings(host, channel, join.phone(), JOINS);
    }
    throw new AssertionError(command);
  }

  /** Done once the telephone is being called. */
  private CompletionStage<CommandOutcome> rings(
      AmiHost host, String channel, String phone, String options) {
    if (SEPARATORS.matcher(channel).find()) {
      return CompletableFuture.completedFuture(
          new CommandOutcome.Refused("the channel's name cannot be an argument of ChanSpy"));
    }
    String dialled = phones.get(phone);
    return dialled == null
        ? CompletableFuture.completedFuture(
            new CommandOutcome.Refused("the settings know no telephone " + phone))
        : host.send(new PhoneAction(dialled, channel, options)).thenApply(AmiReply::outcome);
  }

  private static ManagerAction key(String channel, char key) {
    PlayDtmfAction action = new PlayDtmfAction(channel, String.valueOf(key));
    action.setDuration((int) DigitRun.KEY.toMillis());
    return action;
  }

  private static ManagerAction muting(
      String channel, ChannelCommand.Direction direction, MuteAudioAction.State state) {
    return new MuteAudioAction(
        channel,
        switch (direction) {
          case IN -> MuteAudioAction.Direction.IN;
          case OUT -> MuteAudioAction.Direction.OUT;
          case BOTH -> MuteAudioAction.Direction.ALL;
        },
        state);
  }

  /** A line end in a value would be another field of the action, and the library lets it through. */
  private static boolean unsendable(String value) {
    return value.chars().anyMatch(Character::isISOControl);
  }

  @Override
  public void close() {
    hosts.forEach(AmiHost::close);
  }
}
