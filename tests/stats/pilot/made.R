set.seed(1)
suppressMessages({library(pROC);library(survival);library(lme4);library(MASS)})
n<-120; truth<-rep(c(1,0),c(50,70)); score<-round(rnorm(n,truth*1.1),1)
r<-roc(truth,score,direction="<",quiet=TRUE); ci<-ci.auc(r)
write.csv(data.frame(truth=ifelse(truth==1,"oui","non"),score=score),"tests/stats/pilot/roc.csv",row.names=FALSE)
cat("auc",format(c(as.numeric(auc(r)),ci[1],ci[3]),digits=10),"\n")
t<-rweibull(150,1.4,12);c<-runif(150,3,24);time<-pmax(round(pmin(t,c),2),0.01);ev<-as.integer(t<=c)
write.csv(data.frame(time=time,event=ev),"tests/stats/pilot/surv.csv",row.names=FALSE)
f<-survfit(Surv(time,ev)~1,conf.type="log-log"); s<-summary(f,times=9)
cat("km",format(c(s$surv,s$lower,s$upper),digits=10),"\n"); q<-quantile(f,.5); cat("med",format(c(q$quantile,q$lower,q$upper),digits=10),"\n")
rm<-summary(f,rmean=9)$table; cat("rmst",format(rm[5:6],digits=10),"\n")
w<-survreg(Surv(time,ev)~1); cat("shape",format(1/w$scale,digits=10),"\n")
k<-24;m<-rpois(k,9)+2;cl<-rep(1:k,m);y<-rnorm(length(cl),rep(rnorm(k,0,.5),m),1)
write.csv(data.frame(cluster=cl,y=y),"tests/stats/pilot/icc.csv",row.names=FALSE)
v<-as.data.frame(VarCorr(lmer(y~1+(1|cluster),data.frame(y,cl=factor(cl)) |> transform(cluster=cl))))$vcov; cat("icc",format(v[1]/sum(v),digits=10),"\n")
ft<-runif(200,.5,2);e<-rnbinom(200,mu=1.3*ft,size=1/0.8)
write.csv(data.frame(events=e,time=ft),"tests/stats/pilot/nb.csv",row.names=FALSE)
g<-glm.nb(e~1+offset(log(ft)));cat("nb",format(c(exp(coef(g)),1/g$theta),digits=10),"\n")
a<-sample(1:3,80,TRUE);b<-ifelse(runif(80)<.7,a,sample(1:3,80,TRUE));write.csv(data.frame(a=a,b=b),"tests/stats/pilot/kappa.csv",row.names=FALSE)
suppressMessages(library(epiR));kk<-epi.kappa(table(a,b)); print(kk$kappa)
cat("wilson",format(prop.test(17,83,correct=FALSE)$conf.int,digits=10),"\n")
# A reader study with ties: the components of Obuchowski and Rockette from the DeLong covariances of pROC.
set.seed(20);cases<-50;ill<-rep(c(TRUE,FALSE),c(22,28));ease<-rnorm(cases)
d<-do.call(rbind,lapply(1:2,function(m)do.call(rbind,lapply(1:5,function(l)data.frame(modality=c("sans IA","avec IA")[m],reader=paste0("L",l),case=1:cases,truth=ifelse(ill,"oui","non"),score=round(pmin(pmax(2*(0.7*ease+rnorm(cases)+ill*(0.3+0.4*m+0.4*l)),-3),6)))))))
write.csv(d,"tests/stats/pilot/readers.csv",row.names=FALSE)
p<-lapply(split(d,list(d$reader,d$modality)),function(x)roc(x$truth=="oui",x$score,direction="<",quiet=TRUE));i<-rep(1:2,each=5);j<-rep(1:5,2)
A<-matrix(sapply(p,auc),2,5,byrow=TRUE);V<-outer(1:10,1:10,Vectorize(function(a,b)if(a==b)var(p[[a]],method="delong") else cov(p[[a]],p[[b]],method="delong")))
s<-outer(i,i,"==");q<-outer(j,j,"==");v<-mean(V[s&q]);c1<-mean(V[!s&q]);c2<-mean(V[s&!q]);c3<-mean(V[!s&!q])
R<-2*sum((colMeans(A)-mean(A))^2)/4;TR<-sum(sweep(sweep(A,2,colMeans(A)),1,rowMeans(A)-mean(A))^2)/4
cat("or",format(c(rowMeans(A),v,c1/v,c2/v,c3/v,sqrt(max(0,TR-v+c1+c2-c3)),sqrt(max(0,(R-TR)/2-c1+c3))),digits=10),"\n")
# A curve that ends on an event: the upper limit of its median is not reached.
g<-c(2.1,3.4,5.2,7.7,9.3,10.2,12.6,15.1,20.3,29.7);k<-c(1,0,1,0,0,1,0,0,0,1);u<-quantile(survfit(Surv(g,k)~1,conf.type="log-log"),.5)
cat("median",u$quantile,u$lower,u$upper,"\n")

# Two scores of the same patients (the aneurysm data of pROC): areas, DeLong's difference and correlation, normal scores of the ranks.
data(aSAH);write.csv(with(aSAH,data.frame(truth=ifelse(outcome=="Poor","oui","non"),s100b=s100b,wfns=as.integer(wfns))),"tests/stats/pilot/asah.csv",row.names=FALSE)
a<-roc(aSAH$outcome,aSAH$s100b,quiet=TRUE);b<-roc(aSAH$outcome,aSAH$wfns,quiet=TRUE);t<-roc.test(a,b)
ns<-function(x)qnorm(rank(x)/(length(x)+1));by<-sapply(c("Poor","Good"),function(o){i<-aSAH$outcome==o;cor(ns(aSAH$s100b[i]),ns(as.numeric(aSAH$wfns)[i]))})
cat("two",format(c(auc(a),auc(b),auc(a)-auc(b),t$conf.int,cov(a,b)/sqrt(var(a)*var(b)),by),digits=10),"\n")

# Four judges of six subjects (Shrout and Fleiss 1979, table 2): mean squares, the correlations of their table 4, McGraw and Wong intervals.
x<-c(9,2,5,8,6,1,3,2,8,4,6,8,7,1,2,6,10,5,6,9,6,2,4,7);d<-data.frame(subject=rep(1:6,each=4),judge=rep(1:4,6),score=x)[order(rep(1:4,6)),]
write.csv(d,"tests/stats/pilot/raters.csv",row.names=FALSE);a<-anova(lm(score~factor(subject)+factor(judge),d))[,3];w<-anova(lm(score~factor(subject),d))[2,3]
f<-function(v){q<-c(1/qf(.975,5,v$df),1,qf(.975,v$df,5))*a[1]/v$e;(q-1)/(q+3)};A<-(a[1]-a[3])/(a[1]+3*a[3]+4*(a[2]-a[3])/6);s<-4*A/(6*(1-A));b<-1+s*5
v<-(s*a[2]+b*a[3])^2/((s*a[2])^2/3+(b*a[3])^2/15);l<-qf(.975,5,v);u<-qf(.975,v,5);m<-4*a[2]+14*a[3]
cat("icc",format(c(f(list(df=18,e=w)),6*(a[1]-l*a[3])/(l*m+6*a[1]),A,6*(u*a[1]-a[3])/(m+6*u*a[1]),f(list(df=15,e=a[3]))),digits=10),"\n")

# Who met which problem: counts by user (2, 5, 2, 3, 4, 4) and by problem of table 7.11 of Sauro and Lewis, Quantifying the user experience.
u<-read.csv("tests/stats/pilot/users.csv");cat("users",table(u$user),"problems",sort(table(u$problem)),"\n")
