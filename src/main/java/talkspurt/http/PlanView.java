package talkspurt.http;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.call.CallPlan;

/** What the dialplan told of a call, in full: this is the operator's door. */
record PlanView(
    String callerId,
    String dnid,
    String lext,
    String channel,
    String profile,
    Optional<String> profileVersion,
    Optional<VariantView> variant,
    String lang,
    SortedMap<String, String> variables,
    boolean announced) {

  static PlanView of(CallPlan plan) {
    return new PlanView(
        plan.callerId().number(),
        plan.dnid().number(),
        plan.lext(),
        plan.channel(),
        plan.profile(),
        Optional.of(plan.version()).filter(version -> !version.isEmpty()),
        VariantView.of(plan.variant()),
        plan.language(),
        new TreeMap<>(plan.variables()),
        plan.announced());
  }
}
