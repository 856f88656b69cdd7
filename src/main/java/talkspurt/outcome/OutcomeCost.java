package talkspurt.outcome;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import talkspurt.call.Spending;
import talkspurt.provider.UsageAccount;
import talkspurt.provider.UsageMeter;

/** What it costs to ask how one call came out. Thread-safe. */
final class OutcomeCost implements UsageMeter {

  private final LocalDate day;
  private final Map<String, UsageAccount> accounts = new HashMap<>();

  /** @param day whose tariffs count */
  OutcomeCost(LocalDate day) {
    this.day = day;
  }

  @Override
  public LocalDate day() {
    return day;
  }

  @Override
  public synchronized void used(Used used) {
    accounts.computeIfAbsent(used.provider(), name -> new UsageAccount()).add(used);
  }

  /** All of it so far. */
  synchronized Spending spent() {
    Map<String, Spending.Spent> spent = new HashMap<>();
    accounts.forEach((provider, account) -> spent.put(
        provider,
        new Spending.Spent(
            account.millionths(), account.used(), account.estimated(), account.tariffs())));
    return new Spending(spent);
  }
}
