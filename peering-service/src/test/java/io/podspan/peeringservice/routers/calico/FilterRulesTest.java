package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.routers.calico.CalicoApi.Group;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FilterRulesTest {
  private static final FilterRules PARIS =
      new FilterRules(List.of("10.1.0.0/16"), List.of("10.3.0.0/16"));
  private static final FilterRules LYON =
      new FilterRules(List.of("10.2.0.0/16"), List.of("10.3.0.0/16"));

  private static Map<String, Object> rule(String action, String operator, String cidr) {
    return Map.of("action", action, "matchOperator", operator, "cidr", cidr);
  }

  @Test
  void takesTheseAndNothingElseAndNeverAcceptsAnExport() {
    assertThat(PARIS.spec())
        .containsEntry(
            "importV4",
            List.of(rule("Accept", "In", "10.1.0.0/16"), rule("Reject", "In", "0.0.0.0/0")))
        .containsEntry("importV6", List.of(rule("Reject", "In", "::/0")))
        .containsEntry("exportV4", List.of(rule("Reject", "NotIn", "10.3.0.0/16")))
        .doesNotContainKey("exportV6");
  }

  @Test
  void severalOwnCidrsCannotBeSaidByRejectingSoWhatCalicoGivesStays() {
    assertThat(new FilterRules(List.of(), List.of("10.3.0.0/16", "10.4.0.0/16")).spec())
        .doesNotContainKey("exportV4");
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(FilterRules.of(OwnObjects.resource(Group.OWN, PARIS, "asia"))).isEqualTo(PARIS);
  }

  @Test
  void aRuleOfSomebodyElseIsSeenAndGoesWithTheNextChange() {
    Map<String, Object> spec = new TreeMap<>(PARIS.spec());
    spec.put("importV4", List.of(Map.of("action", "Accept")));
    FilterRules edited = FilterRules.of(filter(spec));
    assertThat(edited.others()).isTrue();
    assertThat(edited.isLike(new FilterRules(List.of(), PARIS.gives()))).isFalse();
    assertThat(edited.shown()).contains("rules of others");
    FilterChange heal = new FilterChange(edited, PARIS, List.of());
    assertThat(heal.knows(edited)).isTrue();
    assertThat(heal.meanwhile()).isEqualTo(PARIS);

    spec.put("importV4", ((List<?>) PARIS.spec().get("importV4")).reversed());
    assertThat(FilterRules.of(filter(spec)).others())
        .as("the first rule that fits decides")
        .isTrue();
  }

  @Test
  void fieldsThatSayNothingAreNobodysRules() {
    Map<String, Object> spec = new TreeMap<>(PARIS.spec());
    spec.put("exportV6", List.of());
    assertThat(FilterRules.of(filter(spec))).isEqualTo(PARIS);
  }

  private static GenericKubernetesResource filter(Map<String, Object> spec) {
    return new GenericKubernetesResourceBuilder().addToAdditionalProperties("spec", spec).build();
  }

  @Test
  void meanwhileLetsThroughWhatEitherSideDoes() {
    FilterChange change = new FilterChange(PARIS, LYON, List.of());
    assertThat(change.meanwhile().takes()).containsExactly("10.1.0.0/16", "10.2.0.0/16");
    assertThat(change.meanwhile().gives()).containsExactly("10.3.0.0/16");
    assertThat(change.knows(change.meanwhile())).isTrue();
    assertThat(change.knows(new FilterRules(List.of("0.0.0.0/0"), List.of()))).isFalse();
    assertThat(change.knows(null)).isFalse();
    assertThat(new FilterChange(null, PARIS, List.of()).knows(null)).isTrue();
    FilterRules services = new FilterRules(List.of(), List.of());
    assertThat(new FilterChange(services, PARIS, List.of()).meanwhile().gives())
        .as("what was given before is given still")
        .isEmpty();
  }

  @Test
  void meanwhileAFamilyThatEitherSideLeavesOpenStaysOpen() {
    FilterRules before = new FilterRules(List.of(), List.of("10.1.0.0/16"));
    FilterRules after = new FilterRules(List.of(), List.of("10.1.0.0/16", "fd00:1::/48"));
    assertThat(before.and(after).gives()).containsExactly("10.1.0.0/16");
    assertThat(after.and(before).gives()).containsExactly("10.1.0.0/16");
    assertThat(after.and(after).gives()).hasSize(2);
  }

  @Test
  void eachInterconnectOfAClusterComesToTheSame() {
    var tokyo = Samples.cluster("tokyo", 3, Samples.CALICO);
    var paris = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
    var lyon = Samples.cluster("lyon", 2, Samples.KUBE_ROUTER);
    Aim one = new Aim("asia", tokyo, List.of(paris), List.of(), List.of(), List.of(lyon));
    Aim two = new Aim("europe", tokyo, List.of(lyon), List.of(), List.of(), List.of(paris));
    assertThat(FilterRules.of(one, false)).isEqualTo(FilterRules.of(two, false));
    assertThat(FilterRules.of(one, true).gives()).isEmpty();
  }
}
