/*
 * Python of the failover's Automation steps. Automation would read two braces as a reference of its own, and Terraform a
 * brace after $ or %: there are none in any of them.
 */

/**
 * Asks a host over HTTPS whether it answers. The certificate is looked at only where it must be that of the host: a load
 * balancer's own name is in none, and nothing is sent that is worth reading.
 */
export const PROBE = `import http.client
import ssl

ANSWER_SECONDS = 5


def answers(host, path, certified=False):
    context = ssl.create_default_context()
    if not certified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection(host, timeout=ANSWER_SECONDS, context=context)
    try:
        connection.request("GET", path or "/", headers=dict([("User-Agent", "opsplan-failover")]))
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    # Without a path that a service answers on, any answer shows that something stands there.
    return status < 500 or path == ""
`;
