export const ofCommand = 'the password of a command line';
const inCode = 'a password in a call';

/** A password that a line gives by its place. */
export interface PlacedPassword {
  readonly what: string;
  /** What the text has in it, without which the expression is not asked. */
  readonly mark: string;
  /** The password as the only group; linear in the length of a line. */
  readonly pattern: RegExp;
}

/** Where programs, languages and files of settings have a password that no name stands before. */
export const placedPasswords: readonly PlacedPassword[] = [
  // A shell's pipe into what reads a password or a pair.
  {
    what: ofCommand,
    mark: '--password-stdin',
    pattern:
      /\b(?:echo|printf)[ \t]{1,8}(?:-n[ \t]{1,8})?["']?([^\s"'|$`%]{4,200})["']?[ \t]{0,8}\|(?=[^|\n]{1,200}--password-stdin)/dg,
  },
  {
    what: ofCommand,
    mark: 'chpasswd',
    pattern:
      /["' \t][\w-]{1,32}:([^\s"'|$`]{3,100})["']?[ \t]{0,8}\|[ \t]{0,8}(?:sudo[ \t]{1,8})?chpasswd\b/dg,
  },
  {
    what: 'a password for the net',
    mark: 'login ',
    pattern:
      /(?:\bmachine[ \t]{1,4}\S{1,250}|\bdefault)\s{1,9}login[ \t]{1,4}\S{1,100}\s{1,9}password[ \t]{1,4}(\S{1,100})/dg,
  },
  // `host:port:database:user:password`, as PostgreSQL's file of passwords has it.
  {
    what: 'a password of PostgreSQL',
    mark: ':',
    pattern:
      /^[\w.*-]{1,253}:(?:\d{2,5}|\*):[A-Za-z_*][\w*-]{0,62}:[A-Za-z_*][\w.@-]{0,62}:([^\s:]{6,200})$/dgm,
  },
  // A data source of Go's driver for MySQL.
  {
    what: 'a password in a data source',
    mark: '@',
    pattern: /(?<=[\w.-]:)([^\s"'`:@/]{3,100})@(?=(?:tcp|udp|unix)\()/dg,
  },
  {
    what: 'a password in SQL',
    mark: "'",
    pattern:
      /\b(?:identified[ \t]{1,4}(?:with[ \t]{1,4}\w{1,40}[ \t]{1,4})?(?:by|as)|password)[ \t]{1,4}'([^'\s]{3,200})'/dgi,
  },
  // Users of Redis.
  {
    what: 'a password of Redis',
    mark: '>',
    pattern:
      /(?:^user|\bSETUSER)[ \t]{1,8}[\w-]{1,64}(?:[ \t]{1,8}[^\s>]{1,60}){0,8}[ \t]{1,8}>([^\s>]{3,200})/dgim,
  },
  {
    what: 'a password of HAProxy',
    mark: 'stats',
    pattern: /\bstats[ \t]{1,8}auth[ \t]{1,8}[^\s:]{1,64}:([^\s:]{3,200})/dg,
  },
  {
    what: 'a password of OpenSSL',
    mark: 'pass:',
    pattern: /(?<=[ \t]-pass(?:in|out)?[ \t]["']?pass:)([^\s"'$]{3,100})/dg,
  },
  // Calls of Python, .NET, Java and Perl whose last argument is the password.
  {
    what: inCode,
    mark: '(',
    pattern:
      /(?:\bauth[ \t]{0,4}=[ \t]{0,4}|\b(?:HTTP(?:Basic|Digest)Auth|NetworkCredential|PSCredential|login))\([ \t]{0,4}["'][^"'\n]{1,100}["'][ \t]{0,4},[ \t]{0,4}["']([^"'\s]{3,200})["']/dg,
  },
  {
    what: inCode,
    mark: 'onnect',
    pattern:
      /(?:\bgetConnection|->connect)\([ \t]{0,4}["'][^"'\n]{1,300}["'][ \t]{0,4},[ \t]{0,4}["'][^"'\n]{1,100}["'][ \t]{0,4},[ \t]{0,4}["']([^"'\s]{3,200})["']/dg,
  },
  {
    what: inCode,
    mark: 'ConvertTo-SecureString',
    pattern: /\bConvertTo-SecureString[ \t]{1,4}(?:-String[ \t]{1,4})?["']([^"'\s]{3,200})["']/dg,
  },
  // Accounts of a machine, made by Kickstart and cloud-init.
  {
    what: 'a password of an account',
    mark: 'rootpw',
    pattern: /\brootpw[ \t]{1,4}(?:--plaintext[ \t]{1,4})?(?!-)(\S{3,200})/dg,
  },
  {
    what: 'a password of an account',
    mark: 'chpasswd:',
    pattern:
      /\bchpasswd:[ \t]{0,4}\n[ \t]{1,20}(?:expire:[ \t]{1,4}\w{1,9}[ \t]{0,4}\n[ \t]{1,20})?list:[ \t]{0,4}\|?-?[ \t]{0,4}\n[ \t]{1,20}(?:- )?[\w-]{1,32}:(\S{3,200})/dg,
  },
  // Networks: IPsec, Squid and TURN.
  {
    what: 'a password for the net',
    mark: '"',
    pattern: /:[ \t]{1,4}(?:PSK|EAP|XAUTH)[ \t]{1,4}"([^"\n]{3,200})"/dg,
  },
  {
    what: 'a password for the net',
    mark: 'login=',
    pattern: /[ \t]login=[\w.-]{1,64}:([^\s:]{3,200})/dg,
  },
  {
    what: 'a password for the net',
    mark: 'user=',
    pattern: /^user=[\w.-]{1,64}:([^\s:]{3,200})$/dgm,
  },
  {
    what: 'a password of Java',
    mark: 'LoginModule',
    pattern: /\buser_[\w-]{1,64}="([^"\n]{3,200})"/dg,
  },
];
