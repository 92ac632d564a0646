package io.podspan.lab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  private static final String POD =
      """
      {"metadata":{"name":"p","namespace":"default","labels":{"app":"web","tier":"node"}},
       "spec":{"nodeName":"n1"}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app=web | true",
        "app==web,tier=node | true",
        "app=db | false",
        "app!=db | true",
        "missing!=x | true",
        "app in (web, db) | true",
        "app notin (web) | false",
        "app in (db),tier=node | false",
        "app | true",
        "!app | false",
        "!missing | true",
      })
  void labelsSelectAsKubernetesSays(String selector, boolean selected) {
    assertThat(Selector.of(selector, null).matches(Json.literal(POD))).isEqualTo(selected);
  }

  @ParameterizedTest
  @CsvSource({
    "spec.nodeName=n1, true",
    "spec.nodeName!=n1, false",
    "metadata.name=p, true",
    "metadata.namespace=other, false"
  })
  void fieldsSelect(String selector, boolean selected) {
    assertThat(Selector.of(null, selector).matches(Json.literal(POD))).isEqualTo(selected);
  }

  @Test
  void unknownFieldsAreRefusedNotIgnored() {
    assertThatThrownBy(() -> Selector.of(null, "spec.containers=x"))
        .hasMessageContaining("field label not supported");
  }

  @Test
  void malformedSelectorsAreRefused() {
    assertThatThrownBy(() -> Selector.of("a=b=c", null)).hasMessageContaining("unable to parse");
  }
}
