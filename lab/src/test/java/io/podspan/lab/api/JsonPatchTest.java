package io.podspan.lab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6902, appendix A where numbered. */
class JsonPatchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A.1  | {'foo':'bar'} | [{'op':'add','path':'/baz','value':'qux'}] | {'foo':'bar','baz':'qux'}",
        "A.2  | {'foo':['bar','baz']} | [{'op':'add','path':'/foo/1','value':'qux'}] | {'foo':['bar','qux','baz']}",
        "A.3  | {'baz':'qux','foo':'bar'} | [{'op':'remove','path':'/baz'}] | {'foo':'bar'}",
        "A.4  | {'foo':['bar','qux','baz']} | [{'op':'remove','path':'/foo/1'}] | {'foo':['bar','baz']}",
        "A.5  | {'baz':'qux'} | [{'op':'replace','path':'/baz','value':'boo'}] | {'baz':'boo'}",
        "A.6  | {'a':{'b':1},'c':{}} | [{'op':'move','from':'/a/b','path':'/c/d'}] | {'a':{},'c':{'d':1}}",
        "A.7  | {'foo':['all','grass','cows','eat']} | [{'op':'move','from':'/foo/1','path':'/foo/3'}] | {'foo':['all','cows','eat','grass']}",
        "A.8  | {'baz':'qux'} | [{'op':'test','path':'/baz','value':'qux'}] | {'baz':'qux'}",
        "A.14 | {'/':9,'~1':10} | [{'op':'test','path':'/~01','value':10}] | {'/':9,'~1':10}",
        "A.16 | {'foo':['bar']} | [{'op':'add','path':'/foo/-','value':['abc']}] | {'foo':['bar',['abc']]}",
        "replace of nothing | {} | [{'op':'replace','path':'/a','value':1}] | {'a':1}",
        "test for null | {} | [{'op':'test','path':'/a','value':null}] | {}",
        "copy | {'a':[1]} | [{'op':'copy','from':'/a','path':'/b'}] | {'a':[1],'b':[1]}",
      })
  void appliesTheExamplesOfTheStandardAndWhatTheServerAllows(
      String name, String document, String patch, String expected) {
    assertThat(JsonPatch.apply(json(document), json(patch))).as(name).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A.9 test fails | {'baz':'qux'} | [{'op':'test','path':'/baz','value':'bar'}] | 422",
        "A.12 no such parent | {'foo':'bar'} | [{'op':'add','path':'/baz/bat','value':1}] | 422",
        "A.15 text is no number | {'/':9} | [{'op':'test','path':'/~1','value':'9'}] | 422",
        "index too high | {'a':[1]} | [{'op':'add','path':'/a/2','value':1}] | 422",
        "replace beyond the end | {'a':[1]} | [{'op':'replace','path':'/a/1','value':1}] | 422",
        "test for null | {'a':1} | [{'op':'test','path':'/a','value':null}] | 422",
        "unknown operation | {} | [{'op':'merge','path':'/a','value':1}] | 400",
        "no value | {} | [{'op':'add','path':'/a'}] | 400",
        "no list | {} | {'op':'add','path':'/a','value':1} | 400",
        "no pointer | {} | [{'op':'add','path':'a','value':1}] | 400",
      })
  void refuses(String name, String document, String patch, int code) {
    assertThatThrownBy(() -> JsonPatch.apply(json(document), json(patch)))
        .as(name)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aFailedTestLeavesTheDocumentAsItWas() {
    var document = json("{'args':['a']}");

    assertThatThrownBy(
            () ->
                JsonPatch.apply(
                    document,
                    json(
                        "[{'op':'add','path':'/args/-','value':'b'},"
                            + "{'op':'test','path':'/args','value':['a']}]")))
        .isInstanceOf(ApiException.class);
    assertThat(document).isEqualTo(json("{'args':['a']}"));
  }

  private static JsonNode json(String singleQuoted) {
    return Json.parse(singleQuoted.replace('\'', '"'));
  }
}
