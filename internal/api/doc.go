// Package api is the one request path of the API packages: it sends a request, repeats it where that cannot do the work twice,
// reads the answer, and tells what went wrong without telling anyone's secrets. A package such as afas adds what is its own:
// addresses, authentication, and the meaning of an error body.
package api
