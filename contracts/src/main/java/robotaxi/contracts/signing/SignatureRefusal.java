package robotaxi.contracts.signing;

/**
 * Why a command is not carried out, before anything of its body is looked at.
 *
 * @param detail for people; nothing is decided by it
 */
public record SignatureRefusal(Reason reason, String detail) {
    /** The kinds of refusal; codes as in docs/api/errors.md. */
    public enum Reason {
        /** It has fields or values that this program does not know: half an order is none. */
        NOT_UNDERSTOOD("command.not-understood"),
        /** Unsigned, changed, or signed with a certificate that is none of the fleet's or not in force. */
        BAD_SIGNATURE("command.bad-signature"),
        /** Truly signed by a service that may not order this. */
        NOT_AUTHORISED("command.not-authorised");

        private final String code;

        Reason(String code) {
            this.code = code;
        }
    }

    /** The code that the command's end is reported with. */
    public String code() {
        return reason.code;
    }
}
