package io.podspan.lab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PatchTest {
  @Test
  void aMergePatchReplacesListsAndRemovesNulls() {
    assertThat(
            apply(
                "application/merge-patch+json",
                "{'a':[1],'b':{'c':1,'d':2}}",
                "{'a':[2],'b':{'c':null}}"))
        .isEqualTo("{'a':[2],'b':{'d':2}}");
  }

  @Test
  void aStrategicPatchJoinsContainersByName() {
    assertThat(
            apply(
                "application/strategic-merge-patch+json",
                "{'containers':[{'name':'a','image':'1','args':['x']},{'name':'b'}]}",
                "{'containers':[{'name':'a','args':['y']}]}"))
        .isEqualTo("{'containers':[{'name':'a','image':'1','args':['y']},{'name':'b'}]}");
  }

  @Test
  void aStrategicPatchDeletesWhatItIsTold() {
    assertThat(
            apply(
                "application/strategic-merge-patch+json",
                "{'containers':[{'name':'a'},{'name':'b'}]}",
                "{'containers':[{'$patch':'delete','name':'a'}],"
                    + "'$setElementOrder/containers':[{'name':'b'}]}"))
        .isEqualTo("{'containers':[{'name':'b'}]}");
  }

  @Test
  void serverSideApplyIsRefusedAsUnsupported() {
    assertThatThrownBy(() -> apply("application/apply-patch+yaml", "{}", "{}"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(415));
  }

  private static String apply(String type, String object, String patch) {
    return Json.write(
            Patch.apply(
                Patch.Kind.of(type, ResourceType.CONFIG_MAP),
                Json.literal(object.replace('\'', '"')),
                Json.parse(patch.replace('\'', '"'))))
        .replace('"', '\'');
  }
}
