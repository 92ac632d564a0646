package io.podspan.cli.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** The report as a CI system reads it: by a parser that knows the format. */
class JUnitReportTest {
  private static ObjectNode answer(String name) {
    return Api.JSON.createObjectNode().put("name", name);
  }

  private static void check(ObjectNode answer, String outcome, String code, String evidence) {
    ArrayNode checks =
        answer.has("checks") ? (ArrayNode) answer.get("checks") : answer.putArray("checks");
    checks
        .addObject()
        .put("check", "router-image")
        .put("outcome", outcome)
        .put("code", code)
        .put("where", "clusters/paris")
        .put("evidence", evidence)
        .put("whatToDo", outcome.equals("pass") ? "" : "Set a tag.")
        .put("docs", "docs/preflight.md#router-image");
  }

  private static JsonNode all() {
    ObjectNode answer = answer("europe");
    check(answer, "pass", "router-image", "Fine.");
    check(answer, "caution", "unpinned-image", "No tag.");
    check(answer, "unchecked", "router-image-unchecked", "No right.");
    check(answer, "block", "router-image-bad", "Bad.");
    return answer;
  }

  private static Element parsed(String report) throws Exception {
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Objects.requireNonNull(JUnitReportTest.class.getResource("junit.xsd")));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setSchema(schema);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new Strict());
    Document document = builder.parse(new InputSource(new StringReader(report)));
    return document.getDocumentElement();
  }

  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXParseException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXParseException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }

  private static Element first(Element in, String name) {
    return (Element) in.getElementsByTagName(name).item(0);
  }

  @Test
  void aBlockFailsAndWhatCouldNotBeCheckedIsSkipped() throws Exception {
    Element report = parsed(new JUnitReport(false).of(List.of(all(), answer("asia"))));
    assertThat(report.getAttribute("tests")).isEqualTo("4");
    assertThat(report.getAttribute("failures")).isEqualTo("1");
    assertThat(report.getAttribute("skipped")).isEqualTo("1");
    assertThat(report.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
    Element failure = first(report, "failure");
    assertThat(failure.getAttribute("type")).isEqualTo("router-image-bad");
    assertThat(failure.getTextContent())
        .isEqualTo("block: Bad.\nwhat to do: Set a tag.\nmore: docs/preflight.md#router-image");
    assertThat(first(report, "testcase").getAttribute("name"))
        .isEqualTo("router-image clusters/paris");
    assertThat(first(report, "testcase").getAttribute("classname"))
        .isEqualTo("podspan.preflight.europe");
  }

  @Test
  void strictlyCautionsFailToo() throws Exception {
    Element report = parsed(new JUnitReport(true).of(List.of(all())));
    assertThat(report.getAttribute("failures")).isEqualTo("3");
    assertThat(report.getAttribute("skipped")).isEqualTo("0");
  }

  @Test
  void whateverAnObjectIsCalledTheReportIsXml() throws Exception {
    String evil = "</failure><x a='1'>&amp;\"]]>\u0000\u001b[2J\ud800 \ud83d\ude80 \uffff";
    ObjectNode answer = answer(evil);
    check(answer, "block", evil, evil);
    check(answer, "pass", evil, evil);
    check(answer, "unchecked", evil, evil);
    Element report = parsed(new JUnitReport(false).of(List.of(answer)));
    String shown = "</failure><x a='1'>&amp;\"]]>\ufffd\ufffd[2J\ufffd \ud83d\ude80 \ufffd";
    assertThat(first(report, "failure").getAttribute("message")).isEqualTo(shown);
    assertThat(first(report, "failure").getTextContent()).startsWith("block: " + shown);
  }
}
