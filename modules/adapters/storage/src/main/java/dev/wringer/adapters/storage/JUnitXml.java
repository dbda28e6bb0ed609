package dev.wringer.adapters.storage;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Makes {@code junit.xml}, so that a CI server shows each finding as a test: FAIL is a failure, INVALID and INCONCLUSIVE are
 * errors (a skipped test would be green), WARN passes and speaks.
 */
final class JUnitXml {
    /** What XML 1.0 cannot hold in any form. */
    private static final String FORBIDDEN = "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(String simulation, Verdict verdict) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JUnitXml(xml).suite(simulation, cases(verdict));
            xml.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot make XML of the verdict", e);
        }
    }

    /** A verdict that no finding explains, as of a run that never began, is a case of its own. */
    private static List<Finding> cases(Verdict verdict) {
        boolean explained = verdict.state() == State.PASS
                || verdict.findings().stream().anyMatch(finding -> finding.state() == verdict.state());
        return explained ? verdict.findings() : List.of(unexplained(verdict));
    }

    private static Finding unexplained(Verdict verdict) {
        String text = String.join("; ", verdict.reasons());
        return new Finding("verdict", "run", verdict.state(), text, OptionalLong.empty(), true);
    }

    private void suite(String simulation, List<Finding> findings) throws XMLStreamException {
        long failures = findings.stream().filter(f -> f.state() == State.FAIL).count();
        long errors = findings.stream()
                .filter(f -> f.state() == State.INVALID || f.state() == State.INCONCLUSIVE)
                .count();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", simulation);
        attribute("tests", Integer.toString(findings.size()));
        attribute("failures", Long.toString(failures));
        attribute("errors", Long.toString(errors));
        attribute("skipped", "0");
        for (Finding finding : findings) {
            testcase(simulation, finding);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void testcase(String simulation, Finding finding) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", simulation);
        attribute("name", finding.criterion() + " of " + finding.subject());
        switch (finding.state()) {
            case FAIL -> outcome("failure", finding);
            case INVALID, INCONCLUSIVE -> outcome("error", finding);
            case WARN, PASS -> systemOut(finding);
        }
        xml.writeEndElement();
    }

    private void outcome(String element, Finding finding) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("type", finding.state().name());
        attribute("message", finding.text());
        xml.writeCharacters(clean(finding.text()));
        xml.writeEndElement();
    }

    private void systemOut(Finding finding) throws XMLStreamException {
        xml.writeStartElement("system-out");
        xml.writeCharacters(finding.state() + ": " + clean(finding.text()));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static String clean(String text) {
        return text.replaceAll(FORBIDDEN, "\uFFFD");
    }
}
